"""What a test awaits after it has moved something."""

# The frame that shows it has been painted.
NEXT_FRAME = """() => new Promise((done) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done();
  channel.port2.postMessage(0);
}))"""

# A figure shows its curve in the frame of the move; words and numbers follow when that frame is on
# the screen.
FOLLOWED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"
