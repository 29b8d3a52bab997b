export interface RecordLine {
  text: string;
  isMarked: boolean;
}

/** The steps of a source field as it is written: dots between them, "\." for a dot in a name. */
export function pathOf(written: string): string[] {
  if (written === '') return [];
  const steps: string[] = [];
  let step = '';
  for (let i = 0; i < written.length; i++) {
    const sign = written.charAt(i);
    if (sign === '.') {
      steps.push(step);
      step = '';
      continue;
    }
    if (sign === '\\' && i + 1 < written.length) i++;
    step += written.charAt(i);
  }
  return [...steps, step];
}

/** A record as indented JSON, line by line; the lines of one field are marked. A record that was cut is shown as it is. */
export function recordLines(record: string, field: string): RecordLine[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(record) as unknown;
  } catch {
    return record.split('\n').map((text) => ({ text, isMarked: false }));
  }
  const wanted = pathOf(field);
  const lines: RecordLine[] = [];
  print(parsed, '', '', [], wanted, false, lines);
  return lines;
}

function print(value: unknown, before: string, after: string, at: string[], wanted: string[], isInside: boolean, lines: RecordLine[]): void {
  const isMarked = isInside || (wanted.length > 0 && at.length === wanted.length && at.every((step, i) => step === wanted[i]));
  const indent = '  '.repeat(at.length);
  const line = (text: string) => lines.push({ text: indent + text, isMarked });
  const isList = Array.isArray(value);
  const entries: [string, unknown][] = isList ? value.map((v, i) => [String(i), v]) : typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) {
    line(`${before}${JSON.stringify(value)}${after}`);
    return;
  }
  line(before + (isList ? '[' : '{'));
  entries.forEach(([key, inner], i) => print(inner, isList ? '' : `${JSON.stringify(key)}: `, i < entries.length - 1 ? ',' : '', [...at, key], wanted, isMarked, lines));
  line((isList ? ']' : '}') + after);
}
