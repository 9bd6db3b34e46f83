/**
 * Colours for light and dark. Those that carry meaning are of Okabe and Ito's set, which people with any
 * kind of colour vision can tell apart; for SHAP values the red and blue of the shap library.
 */
export const PALETTE = `
:root {
  color-scheme: light dark;
  --page: #fcfcfb; --panel: #ffffff; --sunken: #f3f4f5;
  --ink: #1b1f26; --muted: #59616d; --rule: #e3e5e8; --axis: #b9bec6; --link: #005a8f;
  --tuned: #0072b2; --untrained: #d55e00; --third: #009e73; --bar: #4c9bc9;
  --hit: #0072b2; --miss: #e69f00;
  --toward: #f0134f; --away: #0a84f0;
  --segment-toward: #cf0b45; --segment-away: #0467c4;
  --good: #00704f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #13161b; --panel: #1a1e25; --sunken: #20252d;
    --ink: #e9ebee; --muted: #a4acb8; --rule: #2d333d; --axis: #4d5563; --link: #7cc4f0;
    --tuned: #56b4e9; --untrained: #f08a3c; --third: #2fc79b; --bar: #3f88b5;
    --hit: #3c9bd1; --miss: #c98a00;
    --toward: #ff2d66; --away: #1e90ff;
    --good: #4fd0a6;
  }
}
`;
