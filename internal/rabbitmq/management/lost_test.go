package management

import (
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// What is sent again, where, and what is looked up before.
func TestWritesThatFail(t *testing.T) {
	badGateway := reply{Status: http.StatusBadGateway, Body: "<html>bad gateway</html>"}
	refused := reply{Status: 400, Body: `{"error":"bad_request","reason":"invalid arg 'x-consumer-timeout'"}`}
	lost := map[string]reply{"cut": cuts, "frozen": hangs, "502": badGateway, "504": {Status: 504}, "no majority": noQuorum, "vanished": {
		Status: 400, Body: `{"error":"bad_request","reason":"Request to node rabbit-1@localhost failed with\n{'EXIT',\n    {{shutdown,delete},\n {gen_statem,call,[]}}}"}`,
	}}
	crashed := reply{Status: 400, Body: `{"error":"bad_request","reason":"Request to node rabbit-1@localhost failed with\n{'EXIT',{function_clause,[]}}"}`}
	safe := map[string]reply{"dead": refuses, "503": tooBusy, "429": {Status: 429}}
	for name, first := range safe {
		for _, method := range []string{"PUT", "DELETE", "POST"} {
			writing(t, method+", "+name, method, [][]reply{{first}, {fine}}, method+" a, "+method+" b", nil)
		}
	}
	for name, first := range lost {
		writing(t, "PUT, "+name, "PUT", [][]reply{{first}, {absent, fine}}, "PUT a, GET b, PUT b", nil)
		writing(t, "DELETE of what is there, "+name, "DELETE", [][]reply{{first}, {fine}}, "DELETE a, GET b, DELETE b", nil)
		writing(t, "POST, "+name, "POST", [][]reply{{first}, {fine}}, "POST a", httpapi.ErrAnswerLost)
	}
	writing(t, "only one endpoint", "PUT", [][]reply{{cuts, fine}}, "PUT a, GET a, PUT a", nil)
	// What follows the look-up asks whether it can be believed: see absence.go.
	writing(t, "DELETE, gone by its only word", "DELETE", [][]reply{{cuts, absent}}, "DELETE a, GET a, "+times(3, "GET a"), nil)
	writing(t, "DELETE, gone by two words", "DELETE", [][]reply{{cuts}, {absent}, {absent}}, "DELETE a, GET b, GET c, GET b", nil)
	writing(t, "DELETE, gone by one word", "DELETE", [][]reply{{cuts}, {absent, fine}}, "DELETE a, GET b, GET a, DELETE b", nil)
	writing(t, "look-up fails", "PUT", [][]reply{{cuts, tooBusy, fine}, {refuses}}, "PUT a, GET b, GET a, GET b, GET a, PUT a", nil)
	writing(t, "any answer is a look-up", "PUT", [][]reply{{cuts}, {{Status: 405}, fine}}, "PUT a, GET b, PUT b", nil)
	writing(t, "refused", "PUT", [][]reply{{refused}, {fine}}, "PUT a", errRefusal)
	writing(t, "the broker fails at it", "PUT", [][]reply{{crashed}, {fine}}, "PUT a", errRefusal)
	writing(t, "lost, then refused", "PUT", [][]reply{{cuts}, {fine, refused}}, "PUT a, GET b, PUT b", errRefusal)
	writing(t, "lost for good", "PUT", [][]reply{{cuts, refuses}}, "PUT a, "+times(5, "GET a"), httpapi.ErrAnswerLost)
}

// errRefusal stands for any error that is the broker's own word.
var errRefusal = errors.New("the broker's own word")

func writing(t *testing.T, name, method string, nodes [][]reply, want string, wantErr error) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			client, network := scripted(t, httpapi.Config{}, nodes...)
			before := client.api.Writes()
			got, err := client.api.Do(t.Context(), httpapi.Request{Method: method, Path: "/api/queues/v/q?if-empty=true", Body: []byte("{}")})
			var refusal *httpapi.Error
			switch {
			case errors.Is(wantErr, errRefusal):
				if !errors.As(err, &refusal) || errors.Is(err, httpapi.ErrAnswerLost) {
					t.Errorf("got %v, want the broker's refusal", err)
				}
			case !errors.Is(err, wantErr) || err == nil && got == nil:
				t.Errorf("got %v, %v; want %v", got, err, wantErr)
			}
			said := network.Said()
			if said != want {
				t.Errorf("asked %s, want %s", said, want)
			}
			if counted := client.api.Writes() - before; counted == 0 {
				t.Error("the write was not counted")
			}
		})
	})
}

func TestLostBindingSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := scripted(t, httpapi.Config{Timeout: time.Second}, only(hangs))
		_, err := client.api.Do(t.Context(), httpapi.Request{Method: http.MethodPost, Path: "/api/bindings/v/e/x/q/q"})
		var unreachable *httpapi.UnreachableError
		if !errors.Is(err, httpapi.ErrAnswerLost) || !errors.Is(err, httpapi.ErrTimeout) || !errors.As(err, &unreachable) {
			t.Errorf("got %v", err)
		}
	})
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
	if !errors.Is(err, httpapi.ErrAnswerLost) || !errors.Is(err, httpapi.ErrTimeout) || sent.Load() != 1 {
		t.Errorf("%d requests, %v", sent.Load(), err)
	}
}
