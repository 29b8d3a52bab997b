import type { api } from '../types';
import { specOf } from './seed-sources';

type Values = Record<string, unknown>;
const asValues = (value: unknown): Values => (typeof value === 'object' && value !== null ? (value as Values) : {});

/** As Go stores the values of an authorization: what is no secret, and where the secrets are. */
export function stored(source: string, given: Values, before: string[] = []): { values: Values; secretFields: string[] } {
  const secrets = new Set(before);
  const values = open(specOf(source).authorization, given, '', secrets);
  return { values, secretFields: [...secrets].sort() };
}

function open(fields: api.FormField[], given: Values, prefix: string, secrets: Set<string>): Values {
  const out = { ...given };
  for (const field of fields) {
    const path = prefix + field.name;
    if (!(field.name in given)) continue;
    if (field.kind === 'secret') {
      secrets.add(path);
      Reflect.deleteProperty(out, field.name);
    } else if (field.kind === 'group') out[field.name] = open(field.fields, asValues(given[field.name]), `${path}.`, secrets);
    else if (field.kind === 'choice') {
      const chosen = asValues(given[field.name]);
      const option = field.options.find((o) => o.value === chosen[field.discriminator]);
      out[field.name] = open(option?.fields ?? [], chosen, `${path}.`, secrets);
    }
  }
  return out;
}
