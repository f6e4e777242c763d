package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"go.etcd.io/bbolt"
)

// A table is the only code that touches a bucket of records. It keeps the table's indexes in step.
type table[T any] struct {
	name    string // the bucket
	prefix  string // "L-": records are numbered; "": the key is a name
	indexes []index[T]
}

// An index finds records by what keys returns for them; a record may stand under several keys or none.
type index[T any] struct {
	name string
	keys func(T) []string
}

type envelope struct {
	V int             `json:"v"`
	D json.RawMessage `json:"d"`
}

const valueVersion = 1

func (tb *table[T]) buckets() []string {
	out := []string{tb.name}
	for _, ix := range tb.indexes {
		out = append(out, tb.name+"/"+ix.name)
	}
	return out
}

// next returns the next number as an ID.
func (tb *table[T]) next(tx *Tx) (string, error) {
	n, err := tx.bucket(tb.name).NextSequence()
	if err != nil {
		return "", fmt.Errorf("next %s: %w", tb.name, err)
	}
	return tb.prefix + strconv.FormatUint(n, 10), nil
}

// key is the record's key, or nil for an ID that isn't of this table.
func (tb *table[T]) key(id string) []byte {
	if tb.prefix == "" {
		return []byte(id)
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(id, tb.prefix), 10, 64)
	if err != nil || !strings.HasPrefix(id, tb.prefix) {
		return nil
	}
	return binary.BigEndian.AppendUint64(nil, n)
}

func (tb *table[T]) id(key []byte) string {
	if tb.prefix == "" {
		return string(key)
	}
	return tb.prefix + strconv.FormatUint(binary.BigEndian.Uint64(key), 10)
}

func (tb *table[T]) get(tx *Tx, id string) (T, error) {
	var v T
	key := tb.key(id)
	if key == nil {
		return v, ErrNotFound
	}
	raw := tx.bucket(tb.name).Get(key)
	if raw == nil {
		return v, ErrNotFound
	}
	if err := decode(raw, &v); err != nil {
		return v, fmt.Errorf("%s %s: %w", tb.name, id, err)
	}
	return v, nil
}

// put stores v and returns the value that was there before, or nil.
func (tb *table[T]) put(tx *Tx, id string, v T) (before []byte, err error) {
	key := tb.key(id)
	if len(key) == 0 {
		return nil, fmt.Errorf("%s: bad key %q", tb.name, id)
	}
	b := tx.bucket(tb.name)
	before = bytes.Clone(b.Get(key))
	raw, err := encode(v)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", tb.name, id, err)
	}
	if err := tb.reindex(tx, key, before, v); err != nil {
		return nil, fmt.Errorf("index of %s %s: %w", tb.name, id, err)
	}
	return before, b.Put(key, raw)
}

// reindex replaces the entries of the value that was there by those of v.
func (tb *table[T]) reindex(tx *Tx, key, before []byte, v T) error {
	var old T
	if before != nil {
		if err := decode(before, &old); err != nil {
			return err
		}
	}
	for _, ix := range tb.indexes {
		var was []string
		if before != nil {
			was = ix.keys(old)
		}
		if err := move(tx.bucket(tb.name+"/"+ix.name), key, was, ix.keys(v)); err != nil {
			return err
		}
	}
	return nil
}

// rebuild fills an index that records stored by an older program don't stand in.
func (tb *table[T]) rebuild(b *bbolt.Tx, name string) error {
	i := slices.IndexFunc(tb.indexes, func(ix index[T]) bool { return ix.name == name })
	to := b.Bucket([]byte(tb.name + "/" + name))
	return b.Bucket([]byte(tb.name)).ForEach(func(key, raw []byte) error {
		var v T
		if err := decode(raw, &v); err != nil {
			return fmt.Errorf("%s %s: %w", tb.name, tb.id(key), err)
		}
		return move(to, key, nil, tb.indexes[i].keys(v))
	})
}

func move(b *bbolt.Bucket, key []byte, was, is []string) error {
	for _, k := range was {
		if !slices.Contains(is, k) {
			if err := b.Delete(indexKey(k, key)); err != nil {
				return err
			}
		}
	}
	for _, k := range is {
		if err := b.Put(indexKey(k, key), nil); err != nil {
			return err
		}
	}
	return nil
}

func indexKey(value string, key []byte) []byte { return append(append([]byte(value), 0), key...) }

// all yields every record in order of its key.
func (tb *table[T]) all(tx *Tx) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		c := tx.bucket(tb.name).Cursor()
		for k, raw := c.First(); k != nil; k, raw = c.Next() {
			var v T
			if err := decode(raw, &v); err != nil {
				yield(v, fmt.Errorf("%s %s: %w", tb.name, tb.id(k), err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
	}
}

// between yields the records whose index value is in [from, to], in the index's order. Its cost is what it yields.
func (tb *table[T]) between(tx *Tx, index, from, to string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		end := append([]byte(to), 1)
		c := tx.bucket(tb.name + "/" + index).Cursor()
		for k, _ := c.Seek([]byte(from)); k != nil && bytes.Compare(k, end) < 0; k, _ = c.Next() {
			v, err := tb.get(tx, tb.id(tb.keyOf(k)))
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// keyOf cuts the record's key off an index entry: eight bytes where records are numbered, else what follows the first 0x00.
func (tb *table[T]) keyOf(entry []byte) []byte {
	if tb.prefix != "" {
		return entry[len(entry)-8:]
	}
	return entry[bytes.IndexByte(entry, 0)+1:]
}

// with yields the records that stand under exactly this index value.
func (tb *table[T]) with(tx *Tx, index, value string) iter.Seq2[T, error] {
	return tb.between(tx, index, value+"\x00", value)
}

func encode(v any) ([]byte, error) {
	d, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return json.Marshal(envelope{V: valueVersion, D: d})
}

func decode(raw []byte, v any) error {
	var e envelope
	if err := json.Unmarshal(raw, &e); err != nil {
		return err
	}
	if e.V != valueVersion {
		return fmt.Errorf("value version %d, this program reads %d", e.V, valueVersion)
	}
	return json.Unmarshal(e.D, v)
}

func (tx *Tx) bucket(name string) *bbolt.Bucket { return tx.b.Bucket([]byte(name)) }
