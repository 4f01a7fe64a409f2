/** Tells of the files that were dropped, at once; of those that lie directly in a folder, a little later. */
export function takeDropped(
  transfer: DataTransfer | null,
  onFiles: (files: readonly File[]) => void,
): void {
  // Once the event is over, the transfer is empty: everything is asked for before anything is awaited.
  const folders = [...(transfer?.items ?? [])]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null)
    .filter(isFolder);
  const files = [...(transfer?.files ?? [])];
  const tell = (all: readonly File[]): void => {
    if (all.length > 0) onFiles(all);
  };
  if (folders.length === 0) return tell(files);
  // Among the files, a folder is one that cannot be read.
  const names = new Set(folders.map(({ name }) => name));
  const plain = files.filter(({ name }) => !names.has(name));
  Promise.all(folders.map(filesIn)).then(
    (inside) => tell([...plain, ...inside.flat()]),
    // Whoever reads a folder as a file says what is wrong with it.
    () => tell(files),
  );
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

async function filesIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const entries = (await entriesIn(folder)).filter(isFile);
  return Promise.all(
    entries.map((entry) => new Promise<File>((done, failed) => entry.file(done, failed))),
  );
}

/** A reader gives some at a time, and none when there are no more. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) =>
      reader.readEntries(done, failed),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
