import { useState } from 'react';

// Only the shape; Go reads addresses by the letter.
const address = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

export interface AddressField {
  typed: string;
  isWrong: boolean;
  type: (text: string) => void;
  /** Adds what is typed; false when there is nothing to add or it is no address. */
  add: () => boolean;
}

/** What is typed into the field of an address list, until it is added. */
export function useAddressField(addresses: string[], onChange: (addresses: string[]) => void): AddressField {
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  return {
    typed,
    isWrong,
    type: (text) => {
      setTyped(text);
      setWrong(false);
    },
    add: () => {
      const wanted = typed.trim();
      if (!address.test(wanted)) {
        setWrong(true);
        return false;
      }
      if (!addresses.includes(wanted)) onChange([...addresses, wanted]);
      setTyped('');
      return true;
    },
  };
}
