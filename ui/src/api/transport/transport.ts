// What a way to Rust can do. There are two: IPC in the window, HTTP in a browser.

/** What became of a file that was to be saved. */
export interface SavedFile {
  name: string;
  /** Where it lies; `null` where the host does not tell. */
  path: string | null;
}

/** What the shell of the window tells by itself. */
export type HostMessage =
  /** An entry of the menu bar was chosen. */
  | { kind: 'command'; id: string }
  /** A link was opened: an address within the console, without its `#`. */
  | { kind: 'open'; address: string }
  /** A file was opened with the console or dropped on it. */
  | { kind: 'file'; path: string };

/** One menu of the menu bar; an entry without an id is a line. */
export interface HostMenu {
  label: string;
  entries: { id: string | null; label: string; keys: string | null; enabled: boolean }[];
}

/** A step of the page's start; `at` in whole milliseconds since it began. */
export interface PageMark {
  name: string;
  at: number;
}

export interface Transport {
  /** Calls one command; throws the command's error body, or text when the host itself refused. */
  send(name: string, input: unknown): Promise<unknown>;

  /** Lets the person choose a file and gives its path; absent where the host has no such dialog. */
  pickFile?(title: string, extensions: string[]): Promise<string | null>;

  /** Saves bytes where the person says; `null` when they chose nothing. */
  saveFile(name: string, mediaType: string, base64: string): Promise<SavedFile | null>;

  /** Shows a saved file in its folder; absent where the host cannot. */
  showSaved?(path: string): Promise<void>;

  /** Opens a document outside the window, in the program the system has for it. */
  openOutside(name: string, mediaType: string, base64: string): Promise<void>;

  /** What only a window has; absent in a browser. */
  host?: {
    listen(told: (message: HostMessage) => void): Promise<void>;
    setMenu(menus: HostMenu[]): Promise<void>;
    notify(title: string, body: string): Promise<void>;
    firstFigures(marks: PageMark[]): Promise<void>;
  };
}
