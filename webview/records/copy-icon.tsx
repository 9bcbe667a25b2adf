/** Two sheets, one over the other: the sign for copying, in the colour of the text beside it. */
export const CopyIcon = () => (
  <svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" fill="none" stroke="currentColor" stroke-linejoin="round">
    <path d="M5.5 4.5h8v10h-8z" />
    <path d="M10.5 4.5v-3h-8v10h3" />
  </svg>
);
