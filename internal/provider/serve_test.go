package provider

import (
	"math"
	"os"
	"runtime/debug"
	"testing"
)

func TestLogIsWantedWhereSomeoneAsksForIt(t *testing.T) {
	for name, test := range map[string]struct {
		environment []string
		want        bool
	}{
		"nothing":                 {nil, false},
		"other variables":         {[]string{"HOME=/root", "TF_IN_AUTOMATION=1", "TF_LOGGING=TRACE"}, false},
		"empty":                   {[]string{"TF_LOG="}, false},
		"off":                     {[]string{"TF_LOG=OFF", "TF_LOG_PROVIDER=off"}, false},
		"core alone":              {[]string{"TF_LOG_CORE=TRACE", "TF_LOG_PATH=/tmp/log"}, false},
		"everything":              {[]string{"TF_LOG=warn"}, true},
		"as JSON":                 {[]string{"TF_LOG=JSON"}, true},
		"providers":               {[]string{"TF_LOG_PROVIDER=DEBUG"}, true},
		"this provider":           {[]string{"TF_LOG_PROVIDER_RABBITMQHA=INFO"}, true},
		"libraries":               {[]string{"TF_LOG_SDK=TRACE"}, true},
		"one library":             {[]string{"TF_LOG_SDK_PROTO=TRACE"}, true},
		"everything but one":      {[]string{"TF_LOG=TRACE", "TF_LOG_SDK_FRAMEWORK=OFF"}, true},
		"core, and not providers": {[]string{"TF_LOG_CORE=TRACE", "TF_LOG_PROVIDER=OFF"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := logWanted(test.environment); got != test.want {
				t.Errorf("%v: %t, want %t", test.environment, got, test.want)
			}
		})
	}
}

func TestQuietenSwitchesEveryLogOff(t *testing.T) {
	for _, name := range libraryLevels {
		t.Setenv(name, "TRACE")
	}
	if err := silenceLogs(); err != nil {
		t.Fatal(err)
	}
	for _, name := range libraryLevels {
		if level := os.Getenv(name); level != "OFF" {
			t.Errorf("%s=%s", name, level)
		}
	}
}

func TestCollectorIsTheEnvironmentsWhereItSaysSo(t *testing.T) {
	for name, test := range map[string]struct {
		environment map[string]string
		percent     int
		limit       int64
	}{
		"nothing said": {nil, gcPercent, memoryLimit},
		"empty":        {map[string]string{"GOGC": "", "GOMEMLIMIT": ""}, gcPercent, memoryLimit},
		"percentage":   {map[string]string{"GOGC": "50"}, 100, memoryLimit},
		"limit":        {map[string]string{"GOMEMLIMIT": "2GiB"}, gcPercent, math.MaxInt64},
		"both":         {map[string]string{"GOGC": "off", "GOMEMLIMIT": "off"}, 100, math.MaxInt64},
	} {
		t.Run(name, func(t *testing.T) {
			// As Go itself starts; what the environment would say is of no matter here, only that it is left alone.
			defer debug.SetGCPercent(debug.SetGCPercent(100))
			defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64))
			tuneGC(func(name string) (string, bool) {
				value, ok := test.environment[name]
				return value, ok
			})
			percent := debug.SetGCPercent(100)
			limit := debug.SetMemoryLimit(-1)
			if percent != test.percent || limit != test.limit {
				t.Errorf("GOGC %d, GOMEMLIMIT %d; want %d, %d", percent, limit, test.percent, test.limit)
			}
		})
	}
}
