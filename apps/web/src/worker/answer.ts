import { convert } from '../checkpoint/convert.js';
import { type OpenCheckpoint, openFiles } from '../checkpoint/open-files.js';
import { reportOf } from '../checkpoint/report.js';
import { problemOf } from '../errors.js';
import type { Phase, Reply, Request, Selection } from '../protocol.js';

/**
 * Answers requests, one after another; the last files that were read are kept for the next.
 *
 * @param reply takes the phases and, at last, a result or a failure; nothing is thrown.
 */
export function createAnswer(reply: (reply: Reply) => void): (request: Request) => Promise<void> {
  let kept: { readonly number: number; readonly open: OpenCheckpoint } | undefined;

  async function read({ number, files }: Selection): Promise<OpenCheckpoint> {
    if (kept?.number === number) return kept.open;
    // Given back before more memory is taken.
    kept = undefined;
    reply({ kind: 'phase', phase: 'reading' });
    const open = await openFiles(files);
    kept = { number, open };
    return open;
  }

  async function resultOf(request: Request): Promise<Reply> {
    const open = await read(request.selection);
    if (request.kind === 'open') return { kind: 'report', report: reportOf(open) };
    const say = (phase: Phase) => reply({ kind: 'phase', phase });
    return { kind: 'converted', converted: await convert(open, request.options, say) };
  }

  return async (request) => {
    try {
      reply(await resultOf(request));
    } catch (error) {
      reply({ kind: 'failed', problem: problemOf(error) });
    }
  };
}
