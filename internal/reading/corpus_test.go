package reading

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// An example is a line of testdata/*.jsonl: a text, and what must be understood. What isn't listed must be null, [] or false.
type example struct {
	Text     string         `json:"text"`
	Kind     string         `json:"kind"`
	Expected map[string]any `json:"expected"`
	Accept   map[string]any `json:"accept"`
}

// score counts fields; those that were said or read are counted apart, because most fields of most reports are empty.
type score struct {
	reports       int
	fields, wrong int // all strictly scored fields
	said, missed  int // those that aren't empty in what was expected or read
	grave         []string
}

func (s score) percent() float64     { return 100 * (1 - float64(s.wrong)/float64(max(1, s.fields))) }
func (s score) saidPercent() float64 { return 100 * (1 - float64(s.missed)/float64(max(1, s.said))) }

// strictFields are compared exactly; project and task are free text.
var strictFields = strings.Fields("kind summary planned correction date date_end units base chain chain_hint leader_title leader_level led places companies stage amounts people batches counts land_mu percent tags capital_origin first_claim conflict confidential overdue escalate talent followups")

func TestSamples(t *testing.T) {
	if s := scoreFile(t, "testdata/samples.jsonl"); s.wrong > 0 {
		t.Errorf("%d fields of the samples are wrong", s.wrong)
	}
}

func TestCorpus(t *testing.T) {
	s := scoreFile(t, "testdata/reports.jsonl")
	report(t, "tuned", s)
	if s.percent() < 99.85 || len(s.grave) > 0 {
		t.Errorf("tuned: %.2f %%, want 99.85; wrong dates, sums or companies: %q", s.percent(), s.grave)
	}
}

// TestHeldOut measures with texts that no rule was written for and nothing learned from: one in a hundred may have a wrong date, sum or company. Don't tune
// on them: write a new line in reports.jsonl instead.
func TestHeldOut(t *testing.T) {
	s := scoreFile(t, "testdata/heldout.jsonl")
	report(t, "held out", s)
	if s.percent() < 99.5 || len(s.grave) > s.reports/100 {
		t.Errorf("held out: %.2f %%, want 99.5; wrong dates, sums or companies in %d reports: %q", s.percent(), s.reports, s.grave)
	}
}

func report(t *testing.T, name string, s score) {
	t.Logf("%s: %d fields, %.2f %% right; of the %d that were said, %.2f %%", name, s.fields, s.percent(), s.said, s.saidPercent())
}

func scoreFile(t *testing.T, path string) score {
	t.Helper()
	var s score
	c := wednesday(t)
	for i, e := range examples(t, path) {
		s.add(t, path+":"+strconv.Itoa(i+1), e, c)
	}
	return s
}

func examples(t *testing.T, path string) []example {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []example
	for line := range bytes.Lines(data) {
		var e example
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatalf("%s:%d: %v", path, len(out)+1, err)
		}
		out = append(out, e)
	}
	return out
}

// add reads one example and counts its fields.
func (s *score) add(t *testing.T, where string, e example, c Context) {
	t.Helper()
	got := printed(t, Read(e.Text, c))
	s.reports++
	e.Expected["kind"] = e.Kind
	accept := e.accepted()
	for _, f := range strictFields {
		want, have := strict(f, e.Expected[f]), strict(f, got[f])
		s.fields++
		said := !empty(want) || !empty(have)
		s.said += boolInt(said)
		if accept.allows(f, want, have) {
			continue
		}
		s.wrong++
		s.missed += boolInt(said)
		if why := grave(f, want, have); why != "" {
			s.grave = append(s.grave, where+" "+why)
		}
		if testing.Verbose() {
			t.Logf("%s %s: %s\n\tgot  %v\n\twant %v", where, f, e.Text, have, want)
		}
	}
}

func printed(t *testing.T, r Report) map[string]any {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// acceptance maps a field's path to other values that are also right.
type acceptance map[string][]any

func (e example) accepted() acceptance {
	all := maps.Clone(e.Accept)
	if m, ok := e.Expected["accept"].(map[string]any); ok && all == nil {
		all = m
	}
	a := acceptance{}
	for k, v := range all {
		a[k], _ = v.([]any)
	}
	return a
}

func (a acceptance) allows(field, want, have string) bool {
	if want == have {
		return true
	}
	for _, v := range a[field] {
		if strict(field, v) == have {
			return true
		}
	}
	for path, values := range a { // followups.0.due
		p := strings.Split(path, ".")
		if len(p) != 3 || p[0] != field {
			continue
		}
		for _, v := range values {
			if v != nil && strings.Contains(have, fmt.Sprint(v)) {
				return true
			}
		}
	}
	return false
}

// strict is a field's value in a form to compare: only the parts that are scored.
func strict(field string, v any) string {
	keep := map[string][]string{"amounts": {"role", "currency", "value", "value_max", "approx", "bound"}, "followups": {"due", "due_from", "how"}, "talent": {"level", "count", "mode", "status"}}[field]
	list, ok := v.([]any)
	switch {
	case isEmpty(v):
		return "-"
	case ok && keep != nil:
		var out []string
		for _, x := range list {
			m := x.(map[string]any)
			var parts []string
			for _, k := range keep {
				if !isEmpty(m[k]) {
					parts = append(parts, k+"="+norm.NFKC.String(fmt.Sprint(m[k])))
				}
			}
			out = append(out, strings.Join(parts, " "))
		}
		return strings.Join(out, "; ")
	case ok && field == "tags":
		var out []string
		for _, x := range list {
			out = append(out, fmt.Sprint(x))
		}
		slices.Sort(out)
		return fmt.Sprint(out)
	}
	b, _ := json.Marshal(v)
	return norm.NFKC.String(string(b))
}

func empty(s string) bool { return s == "-" }

// isEmpty tells whether a value is null, false, [] or {}.
func isEmpty(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case bool:
		return !x
	}
	r := reflect.ValueOf(v)
	return (r.Kind() == reflect.Slice || r.Kind() == reflect.Map) && r.Len() == 0
}

// grave tells whether a mistake is one that must not happen: a wrong day, a wrong sum, an invented company.
func grave(field, want, have string) string {
	if empty(have) {
		return ""
	}
	switch field {
	case "date", "date_end", "amounts":
		return field + " " + have + ", want " + want
	case "companies":
		var got []string
		json.Unmarshal([]byte(have), &got)
		for _, g := range got {
			if !strings.Contains(want, g) {
				return "company " + g
			}
		}
	}
	return ""
}
