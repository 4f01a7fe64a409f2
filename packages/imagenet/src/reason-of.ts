/** What the system's codes mean to a user. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'there is a file of that name',
  EACCES: 'you do not have the permission',
  EPERM: 'you do not have the permission',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many files are open',
};

/**
 * What a refusal of the system means, or one line of what another library has to say, without the
 * colon that announces a second, and without the path that Node adds, which our own text names.
 */
export function reasonOf(cause: unknown): string {
  const { code } = Object(cause) as { readonly code?: unknown };
  if (typeof code === 'string' && Object.hasOwn(REASONS, code)) return REASONS[code];
  const text = cause instanceof Error ? cause.message : String(cause);
  const [line] = text.trim().split('\n');
  return line.replace(/, [a-z]+ '.*'$/, '').replace(/\s*:\s*$/, '');
}
