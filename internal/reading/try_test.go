package reading

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestTry(t *testing.T) {
	c := wednesday(t)
	for _, s := range strings.Split(os.Getenv("TRY"), "\n") {
		r := &reader{line: normalise(s), c: c, names: c.City.unitNames(), products: c.City.productNames(), record: -1}
		r.used, r.english = make([]bool, len(r.s)+1), latin(r.s)
		r.find()
		for _, k := range r.tokens {
			fmt.Printf("%s/%d ", r.s[k.from:k.to], k.class)
		}
		fmt.Println()
		fmt.Println(told(Read(s, c)))
	}
}
