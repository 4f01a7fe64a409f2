/** The files that were dropped; of a folder, those that lie directly in it. */
export async function droppedFiles(transfer: DataTransfer | null): Promise<readonly File[]> {
  // Once the event is over, the transfer is empty: everything is asked for before anything is awaited.
  const folders = [...(transfer?.items ?? [])]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null)
    .filter(isFolder);
  const files = [...(transfer?.files ?? [])];
  if (folders.length === 0) return files;
  // Among the files, a folder is one that cannot be read.
  const names = new Set(folders.map(({ name }) => name));
  const plain = files.filter(({ name }) => !names.has(name));
  return [...plain, ...(await Promise.all(folders.map(filesIn))).flat()];
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
