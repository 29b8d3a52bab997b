package spreadsheet

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// lenientUTF8 passes UTF-8 on and reads bytes that are none as Windows-1252: a
// large file may show only far behind the sample that it is not UTF-8.
type lenientUTF8 struct {
	transform.NopResetter
	foreign int64 // bytes that were not UTF-8
}

var _ transform.Transformer = (*lenientUTF8)(nil)

// Transform implements transform.Transformer.
func (l *lenientUTF8) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if plain := asciiRun(src[nSrc:]); plain > 0 {
			n := copy(dst[nDst:], src[nSrc:nSrc+plain])
			nDst, nSrc = nDst+n, nSrc+n
			if n < plain {
				return nDst, nSrc, transform.ErrShortDst
			}
			continue
		}
		if !atEOF && !utf8.FullRune(src[nSrc:]) {
			return nDst, nSrc, transform.ErrShortSrc
		}
		r, size := utf8.DecodeRune(src[nSrc:])
		foreign := r == utf8.RuneError && size == 1
		if foreign {
			r = charmap.Windows1252.DecodeByte(src[nSrc])
		}
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		if foreign {
			l.foreign++
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}

func asciiRun(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return len(b)
}
