// Package translation says in French what Go says in English.
//
// Go writes its sentences for people in English, with values in them, and stores them so
// (runs, record errors, states). This package knows every such sentence as a pair of
// templates, the English one with the verbs of its fmt call. Translate finds the template a
// sentence was made from, takes the values out and puts them into the French one. So the
// places that write sentences know nothing of languages, and what was stored in English is
// still shown in French.
//
// The pairs stand in the text files of the folder french:
//
//	en %d records could not become rows.
//	fr %d fiches n’ont pas pu devenir des lignes.
//	one Une fiche n’a pas pu devenir une ligne.
//
// "one" is the French for the numbers 0 and 1 and may leave the number out. The verbs of the
// French are %s (or %[2]s in another order) for every value. Ordinary spaces are enough: the
// spaces French wants before : ; ? ! and inside « » are put in when the files are read, and
// "de" and "que" are shortened before a vowel. words.txt holds the phrases that stand as a
// value in a sentence ("a whole number such as 42"), names.txt those inside quotation marks.
//
// A test takes every sentence out of the Go sources and fails where one has no pair, or a
// pair has no sentence any more.
package translation
