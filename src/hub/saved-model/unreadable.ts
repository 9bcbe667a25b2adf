/** Why a file cannot be read; the message completes "saved_model.pb cannot be read: …". Thrown and caught within this folder only. */
export class Unreadable extends Error {}

/** The file is beyond a limit of this reader, and TensorFlow may read it. */
export class BeyondLimits extends Unreadable {}
