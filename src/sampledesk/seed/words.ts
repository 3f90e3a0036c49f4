/** Phrases around what a scenario says, so that two tickets of a kind do not read the same. */
export const greetings = ['Hello,', 'Hi,', 'Good morning,', 'Dear support team,', 'Hi there,', 'Hello everyone,', ''];
export const farewells = [
  'Kind regards\n{sender}',
  'Best\n{sender}',
  'Thanks in advance\n{sender}',
  'Thank you!\n{sender}',
  '{sender}',
  '',
];
export const acknowledgements = [
  'Thank you for your message. I am looking into it and will come back to you today.',
  'Thanks for the details. I have passed this to a colleague who knows that part best.',
  'Sorry for the trouble. To be sure that I look at the right thing: does it happen to all users or to some only?',
  'I have got your request and can see the entries in our logs. Give me a moment to reproduce it.',
];
export const nudges = [
  'Is there any news? My boss keeps asking.',
  'It happened again today. Can you tell us how far you are?',
  'Sorry to ask again, we need to know whether to plan around this.',
  'Small correction: it is only in production, the test system is fine.',
];
export const holds = [
  'Waiting for the release of the next version, nothing to do until then.',
  'Parked: the supplier has not answered yet. Look again on Monday.',
  'Blocked by the database change, see the platform board.',
];
export const questions = [
  'Could you send us the exact time of the last occurrence, and if possible the order number?',
  'We have a fix on the test system. Could you please try it there and tell us whether it works for you?',
  'Which version is running on your side? You find it at the bottom of the settings page.',
];
export const thanks = [
  'Perfect, it works. Thank you!',
  'Thanks, you can close this.',
  'That was quick. Thank you very much!',
  'Confirmed, all good now.',
];
