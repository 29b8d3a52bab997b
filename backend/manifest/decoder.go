package manifest

import "strings"

// decodeDecoding reads a decoder; without one, bodies are JSON.
func decodeDecoding(o *object) Decoding {
	d := Decoding{Decoder: JSONDecoder, Encoding: "utf-8"}
	if o == nil {
		return d
	}
	defer o.finish()
	switch o.kind {
	case "JsonDecoder":
	case "JsonlDecoder":
		d.Decoder = JSONLDecoder
	case "IterableDecoder":
		d.Decoder = LinesDecoder
	case "XmlDecoder":
		d.Decoder = XMLDecoder
	case "JsonItemsDecoder":
		d.Decoder, d.Encoding = ItemsDecoder, orText(o.text("encoding"), "utf-8")
		d.Items = strings.Split(o.requiredText("items_path"), ".")
	case "CsvDecoder":
		d.Decoder, d.Encoding, d.CSV = CSVDecoder, orText(o.text("encoding"), "utf-8"), decodeCSV(o)
	case "GzipDecoder", "ZipfileDecoder":
		inner := o.child("decoder")
		if inner == nil {
			o.missing("decoder")
		}
		zip := o.kind == "ZipfileDecoder"
		d = decodeDecoding(inner)
		if d.Zip {
			o.unsupported("decoder", "An archive inside something packed is not supported.")
		}
		d.Zip, d.Gzip = zip, d.Gzip || !zip
	default:
		o.unknownType("decoder")
	}
	return d
}

func decodeCSV(o *object) CSV {
	c := CSV{Delimiter: orText(o.text("delimiter"), ","), Empty: o.texts("set_values_to_none")}
	if c.Delimiter == `\t` {
		c.Delimiter = "\t"
	}
	if len([]rune(c.Delimiter)) != 1 {
		o.invalid("delimiter", "The delimiter must be one character.")
	}
	return c
}
