package reading

// Three questions are answered by what was learned from examples, not by rules: which words are a firm's name (firms.go), which a project's (projects.go),
// and what kind of record a report is (kinds.go). Each has its features, what can be said of the words in question, and for each feature a weight. learn_test.go learns the
// weights; go test ./internal/reading -run Learn -update learns them anew when an example was added.

// features is how many numbers there are for features. Few of them meet in one number.
const features = 1 << 20

// weights have an int8 for each feature.
type weights []byte

// at is the weight of a feature, of the sum of those of some.
func (w weights) at(i uint32) int32 { return int32(int8(w[i])) }

func (w weights) of(f []uint32) (sum int32) {
	for _, i := range f {
		sum += w.at(i)
	}
	return sum
}

// feature numbers what some parts say together.
func feature(kind uint64, parts ...uint64) uint32 {
	h := kind * 0x9e3779b97f4a7c15
	for _, p := range parts {
		h = (h ^ p) * 0xff51afd7ed558ccd
		h ^= h >> 32
	}
	return uint32(h * 0xc4ceb9fe1a85ec53 >> 40 % features)
}

// wordNumber is a word's number, or only its class's where the words are without number.
func wordNumber(word string, c class) uint64 {
	n := uint64(c) + 1
	switch c {
	case sum, timed, place, quantity, unit, letters, number, unknown, mention, base:
		return n
	}
	for i := range len(word) {
		n = (n ^ uint64(word[i])) * 1099511628211
	}
	return n
}
