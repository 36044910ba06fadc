using System.Threading.Channels;
using FeedbackBot.Messages;
using FeedbackBot.Understanding;
using Microsoft.Extensions.Logging;

namespace FeedbackBot.Conversations;

/// <summary>A message that was answered before a second reader had read it, and that reading, still to come.</summary>
public sealed record LateReading(Guid ConversationId, int Sequence, Task<Reading> Reading);

/// <summary>Readings that came too late for their turns, on their way to <see cref="KeepLateReading"/>. No turn waits for any of them.</summary>
public sealed class LateReadings(ILogger<LateReadings> log)
{
    /// <summary>A reader that hangs for its whole patience under a heavy load; beyond that the embedded readings stand.</summary>
    public const int Most = 10_000;

    private readonly Channel<LateReading> _coming = Channel.CreateBounded<LateReading>(Most);

    /// <param name="late">Null where nothing more comes.</param>
    public void Follow(Message said, Task<Reading>? late)
    {
        if (late != null && !_coming.Writer.TryWrite(new(said.ConversationId, said.Sequence, late)))
        {
            log.LogWarning("Too many readings are late; the one of message {Sequence} in {Conversation} is not waited for", said.Sequence, said.ConversationId);
        }
    }

    /// <summary>Each of them once, however many take.</summary>
    public IAsyncEnumerable<LateReading> TakeAsync(CancellationToken stop) => _coming.Reader.ReadAllAsync(stop);
}
