package workspace

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
)

const (
	upper  = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
	lower  = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	digits = "0123456789"
)

// random returns n characters of an alphabet.
func random(alphabet string, n int) string {
	b := make([]byte, n)
	rand.Read(b)
	for i := range b {
		b[i] = alphabet[int(b[i])%len(alphabet)]
	}
	return string(b)
}

// newID returns an ID shaped like Slack's: a letter that tells the kind, then ten characters.
func newID(kind string) string { return kind + "0" + random(upper, 9) }

func newUUID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func newBotToken() string {
	return "xoxb-" + random(digits, 12) + "-" + random(digits, 13) + "-" + random(lower, 24)
}

func newAppToken(app string) string {
	var b [32]byte
	rand.Read(b[:])
	return "xapp-1-" + app + "-" + random(digits, 13) + "-" + hex.EncodeToString(b[:])
}
