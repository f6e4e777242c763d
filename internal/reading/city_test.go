package reading

import (
	"encoding/json"
	"os"
	"testing"

	"chainlead/internal/calendar"
)

// demoCity is the city of the tests: testdata/city.json.
func demoCity(tb testing.TB) *City {
	tb.Helper()
	b, err := os.ReadFile("testdata/city.json")
	if err != nil {
		tb.Fatal(err)
	}
	var c City
	if err := json.Unmarshal(b, &c); err != nil {
		tb.Fatal(err)
	}
	return &c
}

// wednesday is 2022-11-09 in the demo city, the moment at which all test lines were typed.
func wednesday(tb testing.TB) Context {
	return Context{City: demoCity(tb), Today: "2022-11-09", Calendar: calendar.China()}
}
