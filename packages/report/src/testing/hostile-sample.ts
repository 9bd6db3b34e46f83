import {EMOTION_SAMPLE, type Sample} from './sample.js';

const SCRIPT = '</script><script>globalThis.hacked = 1</script>';
const IMAGE = '<img src="https://example.invalid/x.png" onerror="globalThis.hacked = 1">';

/** Labels and texts that try to become markup, and words and lines that try to burst the page. */
export const HOSTILE_SAMPLE: Sample = {
  ...EMOTION_SAMPLE,
  labels: [
    `</script>${IMAGE}`,
    '" onmouseover="globalThis.hacked = 1" x="',
    "' onfocus='globalThis.hacked = 1' x='",
    '--></style><svg onload="globalThis.hacked = 1">',
    `javascript:${'l'.repeat(200)}`,
    '\u202Eright-to-left',
  ],
  texts: [`${SCRIPT}${IMAGE}`, `${'a'.repeat(400)} \u202Eevil`, '<b>bold</b> & "quoted" \' text'],
  explained: [
    {text: `I hate ${SCRIPT} and ${IMAGE} so much`, outputs: [0.1, 0.5, 0.1, 0.1, 0.1, 0.1]},
    {text: `${'b'.repeat(500)} 很高兴 🎉🎉`, outputs: [0.6, 0.1, 0.1, 0.1, 0.05, 0.05]},
  ],
  rejectedReasons: [`line 3 is ${IMAGE}`],
};
