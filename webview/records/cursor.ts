/** Where the user is: a row of the view, and a column (-1 is the record's number). */
export interface Cursor {
  row: number;
  column: number;
}
