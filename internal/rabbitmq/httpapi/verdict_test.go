package httpapi

import "testing"

func TestCertificateThatIsRefusedIsNoLostAnswer(t *testing.T) {
	for err, want := range map[error]bool{errCut: true, refuseCertificate: false, &Error{Status: 404}: false, &Error{Status: 504}: true} {
		if got := mayBeDone(true, err); got != want {
			t.Errorf("%v: %t", err, got)
		}
	}
}
