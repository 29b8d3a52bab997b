// Spreadsheets as people have them: CSV in the encodings of their programs, and workbooks saved by LibreOffice.
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './processes.mjs';

/** Writes rows (arrays of texts; the first is the header) as CSV. `encoding`: 'utf8', 'utf16le' or 'latin1'; a mark goes before UTF-16. */
export async function writeCsv(path, rows, { delimiter = ',', encoding = 'utf8', newline = '\r\n' } = {}) {
  const cell = (value) => (new RegExp(`["\r\n${delimiter}]`).test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const text = rows.map((row) => row.map((value) => cell(String(value ?? ''))).join(delimiter) + newline).join('');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, encoding === 'utf16le' ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text, encoding));
}

/**
 * Writes a workbook, saved by LibreOffice. `sheets` is { name: rows }; cells may be texts, numbers, booleans, null, or a Date (kept as a date).
 */
export async function writeWorkbook(path, sheets) {
  const place = await mkdtemp(join(tmpdir(), 'tributary-sheets-'));
  try {
    await writeFile(join(place, 'book.fods'), flatDocument(sheets));
    const args = [`-env:UserInstallation=file://${place}/profile`, '--headless', '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', place, join(place, 'book.fods')];
    const { status, stdout, stderr } = await run('soffice', args, { env: { PATH: process.env.PATH, HOME: place } });
    if (status !== 0) throw new Error(`soffice ended with ${status}: ${stdout}${stderr}`);
    await mkdir(dirname(path), { recursive: true });
    // Saved beside and renamed, as LibreOffice does: a reader never sees half a workbook.
    await writeFile(`${path}.part`, await savedBook(join(place, 'book.xlsx'), stdout + stderr));
    await rename(`${path}.part`, path);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

function savedBook(path, said) {
  return readFile(path).catch(() => {
    throw new Error(`LibreOffice wrote no workbook: ${said}`);
  });
}

function flatDocument(sheets) {
  const names = ['office', 'table', 'text', 'style', 'number'].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name === 'number' ? 'datastyle' : name}:1.0"`);
  const tables = Object.entries(sheets).map(([name, rows]) => `<table:table table:name="${escaped(name)}">${rows.map(row).join('')}</table:table>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${names.join(' ')} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
</office:automatic-styles>
<office:body><office:spreadsheet>${tables.join('')}</office:spreadsheet></office:body></office:document>`;
}

const row = (cells) => `<table:table-row>${cells.map(cell).join('')}</table:table-row>`;

function cell(value) {
  if (value === null || value === undefined || value === '') return '<table:table-cell/>';
  if (value instanceof Date) return `<table:table-cell table:style-name="day" office:value-type="date" office:date-value="${value.toISOString().slice(0, 10)}"/>`;
  if (typeof value === 'number') return `<table:table-cell office:value-type="float" office:value="${value}"/>`;
  if (typeof value === 'boolean') return `<table:table-cell office:value-type="boolean" office:boolean-value="${value}"/>`;
  return `<table:table-cell office:value-type="string"><text:p>${escaped(value)}</text:p></table:table-cell>`;
}

const escaped = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
