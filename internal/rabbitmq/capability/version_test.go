package capability

import "testing"

func TestParseVersion(t *testing.T) {
	for in, want := range map[string]Version{
		"4.3.6":              {4, 3, 6},
		"3.13.0-rc.1":        {3, 13, 0},
		"3.10.8+dfsg":        {3, 10, 8},
		"3.10.8+dfsg-1":      {3, 10, 8},
		"4.1":                {4, 1, 0},
		" 4.0.5\n":           {4, 0, 5},
		"3.8.9.1":            {3, 8, 9},
		"4.2.0+beta.3.g1234": {4, 2, 0},
	} {
		if got, err := ParseVersion(in); err != nil || got != want {
			t.Errorf("ParseVersion(%q) = %v, %v; want %v", in, got, err, want)
		}
	}
}

func TestParseVersionRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"":        `"" is not a RabbitMQ version: want MAJOR.MINOR.PATCH, such as 4.3.6`,
		"4":       `"4" is not a RabbitMQ version: want MAJOR.MINOR.PATCH, such as 4.3.6`,
		"4.x":     `"4.x" is not a RabbitMQ version: "x" is not a number`,
		"v4.3.6":  `"v4.3.6" is not a RabbitMQ version: "v4" is not a number`,
		"4..1":    `"4..1" is not a RabbitMQ version: "" is not a number`,
		"-4.3.6":  `"-4.3.6" is not a RabbitMQ version: want MAJOR.MINOR.PATCH, such as 4.3.6`,
		"70000.1": `"70000.1" is not a RabbitMQ version: "70000" is not a number`,
	} {
		if got, err := ParseVersion(in); err == nil || err.Error() != want {
			t.Errorf("ParseVersion(%q) = %v, %v; want error %s", in, got, err, want)
		}
	}
}

func TestVersionOrder(t *testing.T) {
	// Numbers, not text: 3.10 is newer than 3.9.
	order := []Version{{}, {3, 8, 35}, {3, 9, 0}, {3, 10, 8}, {3, 11, 0}, {3, 11, 28}, {4, 0, 5}, {4, 3, 0}}
	for i, a := range order {
		for j, b := range order {
			if got := a.Compare(b); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("%v.Compare(%v) = %d", a, b, got)
			}
			if got := a.AtLeast(b.Major, b.Minor, b.Patch); got != (i >= j) {
				t.Errorf("%v.AtLeast(%v) = %t", a, b, got)
			}
		}
	}
}

func TestSeries(t *testing.T) {
	for want, v := range map[string]Version{"4.3": {4, 3, 0}, "4.1.1": {4, 1, 1}} {
		if got := v.Series(); got != want {
			t.Errorf("Series() = %q, want %q", got, want)
		}
	}
}

func FuzzParseVersion(f *testing.F) {
	f.Add("4.3.6")
	f.Add("3.13.0-rc.1")
	f.Add("..")
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ParseVersion(s)
		if err != nil {
			return
		}
		if again, err := ParseVersion(v.String()); err != nil || again != v {
			t.Errorf("%q reads as %v, which reads as %v, %v", s, v, again, err)
		}
	})
}
