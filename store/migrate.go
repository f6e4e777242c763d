package store

import (
	"fmt"
	"slices"
	"strconv"

	"go.etcd.io/bbolt"
)

// schema is the shape of the file. A new field in a record needs no step; anything else is a new number and a
// step in steps that brings the previous shape to it.
const schema = 2

var steps = map[int]func(*bbolt.Tx) error{
	2: func(b *bbolt.Tx) error { return leads.rebuild(b, "holds") },
}

// migrate makes the buckets that are missing and brings an older file to the present shape.
func migrate(b *bbolt.Tx) error {
	meta, err := b.CreateBucketIfNotExists([]byte("meta"))
	if err != nil {
		return err
	}
	for _, name := range bucketNames() {
		if _, err := b.CreateBucketIfNotExists([]byte(name)); err != nil {
			return fmt.Errorf("bucket %s: %w", name, err)
		}
	}
	at := schema
	if raw := meta.Get([]byte("schema")); raw != nil {
		if at, err = strconv.Atoi(string(raw)); err != nil {
			return fmt.Errorf("schema number: %w", err)
		}
	}
	if at > schema {
		return fmt.Errorf("the file has schema %d, this program knows %d: use a newer program", at, schema)
	}
	for ; at < schema; at++ {
		if err := steps[at+1](b); err != nil {
			return fmt.Errorf("migration to schema %d: %w", at+1, err)
		}
	}
	return meta.Put([]byte("schema"), []byte(strconv.Itoa(schema)))
}

func bucketNames() []string {
	return slices.Concat(
		people.buckets(), leads.buckets(), trips.buckets(), visits.buckets(), projects.buckets(), funds.buckets(), requests.buckets(),
		zeroReports.buckets(), followUps.buckets(), companies.buckets(), drafts.buckets(), outbox.buckets(), tallies.buckets(),
		desks.buckets(), statements.buckets(), posts.buckets(),
		[]string{"audit", "audit/call", "seen", "source", "said", "occurrence", "occurrence/last"},
	)
}
