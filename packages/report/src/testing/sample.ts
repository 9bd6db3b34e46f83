/** What the sample artifacts are made of; tests change single parts. */
export interface Sample {
  labels: string[];
  /** Cycled through to fill the splits. */
  texts: string[];
  explained: {text: string; outputs: number[]}[];
  /** Split to rows of each label. */
  splits: Record<string, number[]>;
  /** True labels by row, predicted by column; the rows add up to the test split. */
  tunedMatrix: number[][];
  untrainedMatrix: number[][];
  rejectedReasons: string[];
}

/** Two labels and few rows, where their number does not matter. */
export const SMALL_SAMPLE: Sample = {
  labels: ['sad', 'glad'],
  texts: ['so sad', 'how glad i am', 'well'],
  explained: [{text: 'i feel so sad today', outputs: [0.9, 0.1]}],
  splits: {train: [40, 20], validation: [10, 5], test: [12, 8]},
  tunedMatrix: [
    [10, 2],
    [3, 5],
  ],
  untrainedMatrix: [
    [6, 6],
    [4, 4],
  ],
  rejectedReasons: [],
};

/** Numbers like those of a six-layer encoder with one layer tuned on the emotion data. */
export const EMOTION_SAMPLE: Sample = {
  labels: ['sadness', 'anger', 'love', 'surprise', 'fear', 'joy'],
  texts: [
    'im feeling rather rotten so im not very ambitious right now',
    'i feel like i am still looking at a blank canvas blank pieces of paper',
    'i left with my bouquet of red and yellow tulips under my arm feeling slightly more optimistic than when i arrived',
    'i was feeling a little vain when i did this one',
    'i cant walk into a shop anywhere where i do not feel uncomfortable',
    'i explain why i clung to a relationship with a boy who was in many ways immature and uncommitted despite the excitement i should have been feeling for getting accepted into the masters program at the university of virginia',
    'i feel romantic too',
    'i have the feeling she was amused and delighted',
  ],
  explained: [
    {
      text: 'The thought of speaking in front of a large crowd makes my heart race, and I start to feel overwhelmed with anxiety.',
      outputs: [0.061, 0.043, 0.008, 0.092, 0.761, 0.035],
    },
    {
      text: "I can't believe how disrespectful they were! I worked so hard on this project, and they just dismissed it without even listening. It's infuriating!",
      outputs: [0.152, 0.714, 0.006, 0.021, 0.068, 0.039],
    },
    {
      text: "I absolutely love this new phone! The camera quality is amazing, the battery lasts all day, and it's so fast. I couldn't be happier with my purchase, and I highly recommend it to anyone looking for a new phone.",
      outputs: [0.021, 0.012, 0.104, 0.031, 0.011, 0.821],
    },
  ],
  splits: {
    train: [4666, 2159, 1304, 572, 1937, 5362],
    validation: [550, 275, 178, 81, 212, 704],
    test: [581, 275, 159, 66, 224, 695],
  },
  tunedMatrix: [
    [480, 25, 4, 1, 21, 50],
    [62, 168, 3, 0, 19, 23],
    [16, 4, 62, 0, 3, 74],
    [9, 2, 1, 14, 22, 18],
    [34, 14, 1, 4, 150, 21],
    [35, 8, 18, 2, 9, 623],
  ],
  untrainedMatrix: [
    [102, 0, 301, 4, 170, 4],
    [58, 0, 129, 2, 84, 2],
    [21, 0, 97, 1, 38, 2],
    [9, 0, 34, 1, 21, 1],
    [40, 0, 101, 2, 79, 2],
    [106, 0, 380, 5, 198, 6],
  ],
  rejectedReasons: [],
};
