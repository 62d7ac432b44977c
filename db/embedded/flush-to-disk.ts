import { fdatasyncSync } from "node:fs";

/** What a flush needs of an Emscripten module; `nfd` is the descriptor of a real file. */
type Module = {
  readonly FS: { readonly getStream: (fd: number) => { readonly nfd?: number } | null };
};
type SystemCalls = Record<"env" | "wasi_snapshot_preview1", Record<string, unknown>>;
type EmscriptenOptions = {
  preRun: ((module: Module) => void)[];
  instantiateWasm: (imports: SystemCalls, onInstance: unknown) => unknown;
};

const setup = async (_engine: unknown, options: EmscriptenOptions) => {
  let module: Module | undefined;
  // Answers 0 as the system call does. A directory has no descriptor here and needs none: journaled
  // file systems write a new file's name down together with its contents.
  const flush = (fd: number): number => {
    const nfd = module?.FS.getStream(fd)?.nfd;
    if (nfd !== undefined) fdatasyncSync(nfd);
    return 0;
  };
  const { instantiateWasm } = options;
  options.preRun.push((created) => {
    module = created;
  });
  options.instantiateWasm = (imports, onInstance) => {
    imports.env["__syscall_fdatasync"] = flush;
    imports.wasi_snapshot_preview1["fd_sync"] = flush;
    return instantiateWasm(imports, onInstance);
  };
  return { emscriptenOpts: options };
};

/**
 * An engine extension without SQL: it makes `fsync` and `fdatasync` real. Emscripten answers both
 * with success and does nothing, so that a commit would survive a crash but not a power cut.
 */
export const flushToDisk = { name: "flush_to_disk", setup };
