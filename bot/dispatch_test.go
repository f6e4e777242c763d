package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chainlead/store"
)

func TestWhatConcernsOnePersonGoesBeforeTalliesAndEachAddressKeepsItsOrder(t *testing.T) {
	now := time.Date(2022, 11, 11, 9, 0, 0, 0, time.UTC)
	channel, leader, cadre := store.Address{Channel: "C1"}, store.Address{Person: "U1"}, store.Address{Person: "U2"}
	owed := []store.Posting{ // in order of address, then of queueing, as the store gives them
		{N: 1, To: channel, Bulk: true}, {N: 4, To: channel},
		{N: 2, To: leader, Bulk: true},
		{N: 3, To: cadre}, {N: 5, To: cadre, After: now.Add(time.Hour)}, {N: 6, To: cadre},
	}
	todo, next := lanesOf(owed, nil, now)
	var got [][]uint64
	for _, l := range todo {
		got = append(got, l.messages)
	}
	if d := cmp.Diff([][]uint64{{3, 6}, {1, 4}, {2}}, got); d != "" {
		t.Errorf("lanes (-want +got):\n%s", d)
	}
	if !next.Equal(now.Add(time.Hour)) {
		t.Errorf("next at %s", next)
	}
}
