// The queues of a carrier by convention (transport.md section 4), and where an answer may go.

/** `J2.API.IN` is answered in `J2.API.OUT`; a name without `.IN` gets `.OUT` behind it. */
export function outQueueOf(inQueue: string): string {
  return `${inQueue.replace(/\.IN$/i, "")}.OUT`;
}

/** What cannot be taken goes to `J2.BACKOUT`, whatever the message type. */
export function backoutQueueOf(inQueue: string): string {
  return `${inQueue.replace(/(?:\.(?:API|PNR))?\.IN$/i, "")}.BACKOUT`;
}

/** The bare name of a queue: brokers write it in their own ways. */
function nameOf(address: string): string {
  return address.replace(/^(?:\/(?:amq\/)?queue\/|queue:\/\/)/, "");
}

/**
 * Where the answers of a message go: to its reply-to, else by convention. A reply-to that is a queue we take messages from,
 * or one of another carrier, is not followed: nobody writes into another's queues by way of us.
 */
export function answerQueueOf(
  inQueue: string,
  replyTo: string | undefined,
  bound: readonly string[],
): string {
  const own = outQueueOf(inQueue);
  if (replyTo === undefined || replyTo === "") return own;
  const name = nameOf(replyTo);
  const closed = [inQueue, ...bound].flatMap((queue) => [queue, outQueueOf(queue), backoutQueueOf(queue)]);
  return name !== own && closed.includes(name) ? own : replyTo;
}
