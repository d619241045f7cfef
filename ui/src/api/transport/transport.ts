// What a way to Rust can do. There are two: IPC in the window, HTTP in a browser.

export interface Transport {
  /** Calls one command; throws the command's error body, or text when the host itself refused. */
  send(name: string, input: unknown): Promise<unknown>;

  /** Lets the person choose a file and gives its path; absent where the host has no such dialog. */
  pickFile?(title: string, extensions: string[]): Promise<string | null>;
}
