/** A program: one file, or the code cells of a notebook in their order. */
export interface ProgramText {
  path: string;
  /** Folder that it is started in: relative record paths are seen from there first. Null: no file but the program itself may be looked at. */
  folder: string | null;
  cells: { path: string; text: string; raises: boolean }[];
  /** Folders of Hub modules by handle, as the user says. */
  modules?: { readonly [handle: string]: string };
}
