package httpapi

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
)

// TLS describes how https endpoints are trusted and how the caller proves who it is. All fields are optional.
type TLS struct {
	// CAPEM and CAFile are certificate authorities as PEM; when either is given, only those are trusted.
	CAPEM, CAFile string
	// CertPEM and KeyPEM are the client's certificate and private key; both or none.
	CertPEM, KeyPEM string
	// ServerName is the name expected in the server's certificate when it differs from the host of the endpoint.
	ServerName string
	// Insecure switches off every check of the server's certificate.
	Insecure bool
}

// TLSError says which field of TLS is wrong.
type TLSError struct {
	Field string
	Err   error
}

// Error names the field and the fault.
func (e *TLSError) Error() string { return e.Field + ": " + e.Err.Error() }

// Unwrap returns the fault.
func (e *TLSError) Unwrap() error { return e.Err }

// Config builds the settings for TLS 1.2 or newer; every error is a *TLSError.
func (t TLS) Config() (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: t.ServerName}
	config.InsecureSkipVerify = t.Insecure
	if err := t.trust(config); err != nil {
		return nil, err
	}
	switch {
	case t.CertPEM == "" && t.KeyPEM == "":
		return config, nil
	case t.KeyPEM == "":
		return nil, &TLSError{"cert_pem", errors.New("a client certificate needs its private key: set key_pem too")}
	case t.CertPEM == "":
		return nil, &TLSError{"key_pem", errors.New("a private key needs its client certificate: set cert_pem too")}
	}
	pair, err := tls.X509KeyPair([]byte(t.CertPEM), []byte(t.KeyPEM))
	if err != nil {
		return nil, &TLSError{"cert_pem", fmt.Errorf("certificate and key are not a usable pair of PEM blocks: %w", err)}
	}
	config.Certificates = []tls.Certificate{pair}
	return config, nil
}

func (t TLS) trust(config *tls.Config) error {
	field, pem := "ca_pem", t.CAPEM
	switch {
	case t.CAPEM != "" && t.CAFile != "":
		return &TLSError{"ca_file", errors.New("ca_pem is given too; give one of the two")}
	case t.CAFile != "":
		data, err := os.ReadFile(t.CAFile)
		if err != nil {
			return &TLSError{"ca_file", err}
		}
		field, pem = "ca_file", string(data)
	case t.CAPEM == "":
		return nil
	}
	config.RootCAs = x509.NewCertPool()
	if !config.RootCAs.AppendCertsFromPEM([]byte(pem)) {
		return &TLSError{field, errors.New("it holds no PEM certificate (-----BEGIN CERTIFICATE-----)")}
	}
	return nil
}
