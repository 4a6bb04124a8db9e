package management

import (
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// What is sent again, where, and what is looked up before.
func TestWritesThatFail(t *testing.T) {
	badGateway := reply{status: http.StatusBadGateway, body: "<html>bad gateway</html>"}
	refused := reply{status: 400, body: `{"error":"bad_request","reason":"invalid arg 'x-consumer-timeout'"}`}
	lost := map[string]reply{"cut": cuts, "frozen": hangs, "502": badGateway, "504": {status: 504}, "no majority": noQuorum, "vanished": {
		status: 400, body: `{"error":"bad_request","reason":"Request to node rabbit-1@localhost failed with\n{'EXIT',\n    {{shutdown,delete},\n {gen_statem,call,[]}}}"}`,
	}}
	crashed := reply{status: 400, body: `{"error":"bad_request","reason":"Request to node rabbit-1@localhost failed with\n{'EXIT',{function_clause,[]}}"}`}
	safe := map[string]reply{"dead": refuses, "503": tooBusy, "429": {status: 429}}
	for name, first := range safe {
		for _, method := range []string{"PUT", "DELETE", "POST"} {
			writing(t, method+", "+name, method, [][]reply{{first}, {fine}}, method+" a, "+method+" b", nil)
		}
	}
	for name, first := range lost {
		writing(t, "PUT, "+name, "PUT", [][]reply{{first}, {absent, fine}}, "PUT a, GET b, PUT b", nil)
		writing(t, "DELETE of what is there, "+name, "DELETE", [][]reply{{first}, {fine}}, "DELETE a, GET b, DELETE b", nil)
		writing(t, "POST, "+name, "POST", [][]reply{{first}, {fine}}, "POST a", ErrAnswerLost)
	}
	writing(t, "only one endpoint", "PUT", [][]reply{{cuts, fine}}, "PUT a, GET a, PUT a", nil)
	// What follows the look-up asks whether it can be believed: see hidden.go and emptyview.go.
	writing(t, "DELETE, gone by its only word", "DELETE", [][]reply{{cuts, absent}}, "DELETE a, GET a, "+times(3, "GET a"), nil)
	writing(t, "DELETE, gone by two words", "DELETE", [][]reply{{cuts}, {absent}, {absent}}, "DELETE a, GET b, GET c, GET b", nil)
	writing(t, "DELETE, gone by one word", "DELETE", [][]reply{{cuts}, {absent, fine}}, "DELETE a, GET b, GET a, DELETE b", nil)
	writing(t, "look-up fails", "PUT", [][]reply{{cuts, tooBusy, fine}, {refuses}}, "PUT a, GET b, GET a, GET b, GET a, PUT a", nil)
	writing(t, "any answer is a look-up", "PUT", [][]reply{{cuts}, {{status: 405}, fine}}, "PUT a, GET b, PUT b", nil)
	writing(t, "refused", "PUT", [][]reply{{refused}, {fine}}, "PUT a", errRefusal)
	writing(t, "the broker fails at it", "PUT", [][]reply{{crashed}, {fine}}, "PUT a", errRefusal)
	writing(t, "lost, then refused", "PUT", [][]reply{{cuts}, {fine, refused}}, "PUT a, GET b, PUT b", errRefusal)
	writing(t, "lost for good", "PUT", [][]reply{{cuts, refuses}}, "PUT a, "+times(5, "GET a"), ErrAnswerLost)
}

// errRefusal stands for any error that is the broker's own word.
var errRefusal = errors.New("the broker's own word")

func writing(t *testing.T, name, method string, nodes [][]reply, want string, wantErr error) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			client, network := scripted(t, Config{}, nodes...)
			before := client.transport.writes.Load()
			got, err := client.transport.send(t.Context(), request{method: method, path: "/api/queues/v/q?if-empty=true", body: []byte("{}")})
			var refusal *Error
			switch {
			case errors.Is(wantErr, errRefusal):
				if !errors.As(err, &refusal) || errors.Is(err, ErrAnswerLost) {
					t.Errorf("got %v, want the broker's refusal", err)
				}
			case !errors.Is(err, wantErr) || err == nil && got == nil:
				t.Errorf("got %v, %v; want %v", got, err, wantErr)
			}
			said := network.said()
			if said != want {
				t.Errorf("asked %s, want %s", said, want)
			}
			if counted := client.transport.writes.Load() - before; counted == 0 {
				t.Error("the write was not counted")
			}
		})
	})
}

func TestLostBindingSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := scripted(t, Config{Timeout: time.Second}, only(hangs))
		_, err := client.transport.send(t.Context(), request{method: http.MethodPost, path: "/api/bindings/v/e/x/q/q"})
		var unreachable *UnreachableError
		if !errors.Is(err, ErrAnswerLost) || !errors.Is(err, ErrTimeout) || !errors.As(err, &unreachable) {
			t.Errorf("got %v", err)
		}
	})
}

func TestCertificateThatIsRefusedIsNoLostAnswer(t *testing.T) {
	for err, want := range map[error]bool{errCut: true, refuseCertificate: false, &Error{Status: 404}: false, &Error{Status: 504}: true} {
		if got := mayBeDone(true, err); got != want {
			t.Errorf("%v: %t", err, got)
		}
	}
}

func TestWhatGoesOutOnceIsNotSentAgain(t *testing.T) {
	var sent atomic.Int64
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			sent.Add(1)
		}
		answering(http.StatusInternalServerError, `{"error":"timeout","reason":""}`)(w, r)
	})
	err := newClient(t, node.URL).EnableFeatureFlag(t.Context(), "khepri_db")
	if !errors.Is(err, ErrAnswerLost) || !errors.Is(err, ErrTimeout) || sent.Load() != 1 {
		t.Errorf("%d requests, %v", sent.Load(), err)
	}
}
