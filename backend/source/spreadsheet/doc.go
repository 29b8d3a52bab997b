// Package spreadsheet is the connector to spreadsheets on this computer: one
// file, or the files that stand directly in one folder (subfolders are not
// read). Each CSV, TSV or TXT file and each sheet of an Excel workbook (.xlsx,
// .xlsm) is a data type.
//
// A file tells nothing about itself, so much is found out: encoding,
// delimiter, where the header row stands, the types of the fields from all
// their values. What is found out depends on the content alone, never on the
// computer, so that every read finds the same.
//
// Files have no identities, no change times and no tombstones: a changed file
// is read whole, and a row that vanished is absent from a complete read. For this reason
// a file that cannot be read whole (missing, empty, cut, being saved) is always an error
// and never a complete read of fewer rows.
//
// Nothing is held in memory but a page of records: rows stream, shared strings
// of large workbooks go to a temporary file.
package spreadsheet
