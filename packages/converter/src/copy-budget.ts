import { tooLarge } from './errors.js';

/** Honest files stay far below it; small files may well need more than their own size. */
const copyLimit = (fileLength: number): number => 64 * 2 ** 20 + 4 * fileLength;

/** To be called before each copy with what it is of and its bytes. */
export type Spend = (where: string, bytes: number) => void;

/**
 * Bounds the copies that are made while a file is read. Some bytes of a file can ask for any amount
 * of memory: by a stride of 0, or by naming the same content again and again.
 *
 * @returns what throws `too-large` when the copies together pass 4 times the file and 64 MiB.
 */
export function copyBudget(fileLength: number): Spend {
  const { grow, spend } = growingBudget();
  grow(fileLength);
  return spend;
}

/** One {@link copyBudget} for several files together, each added by `grow` once it is open. */
export function growingBudget(): { readonly grow: (fileLength: number) => void; spend: Spend } {
  let length = 0;
  let spent = 0;
  return {
    grow(fileLength) {
      length += fileLength;
    },
    spend(where, bytes) {
      spent += bytes;
      // Written so that NaN is refused as well.
      if (!(spent <= copyLimit(length))) {
        throw tooLarge(where, `copies of ${bytes} bytes in a file of ${length}`);
      }
    },
  };
}
