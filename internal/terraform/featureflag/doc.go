// Package featureflag is the room of rabbitmqha_feature_flag.
package featureflag
