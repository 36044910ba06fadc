using System.Collections.Concurrent;
using System.Threading.Channels;

namespace FeedbackBot.Storage;

/// <summary>Wakes live pages and sockets after a commit. It carries no content: whoever wakes reads the stored log from where it stopped.</summary>
public sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<string, ImmutableSubscribers> _topics = new();

    /// <summary>Watches topics until disposed. Pulses that come faster than they are read collapse into one.</summary>
    public Subscription Watch(params ReadOnlySpan<string> topics)
    {
        var subscription = new Subscription(this, topics.ToArray());
        foreach (var topic in topics)
        {
            _topics.AddOrUpdate(topic, _ => new([subscription]), (_, all) => new([.. all.Items, subscription]));
        }

        return subscription;
    }

    public void Publish(IReadOnlyList<string> topics)
    {
        foreach (var topic in topics)
        {
            if (_topics.TryGetValue(topic, out var all))
            {
                foreach (var subscription in all.Items)
                {
                    subscription.Pulse(topic);
                }
            }
        }
    }

    private void Forget(Subscription subscription, string topic)
    {
        while (_topics.TryGetValue(topic, out var all))
        {
            var rest = all.Items.Where(s => s != subscription).ToArray();
            var done = rest.Length == 0
                ? _topics.TryRemove(new(topic, all))
                : _topics.TryUpdate(topic, new(rest), all);
            if (done)
            {
                return;
            }
        }
    }

    private sealed record ImmutableSubscribers(Subscription[] Items);

    /// <summary>One watcher's pulses.</summary>
    public sealed class Subscription : IDisposable
    {
        private readonly ChangeFeed _feed;
        private readonly string[] _topics;
        private readonly Channel<string> _pulses = Channel.CreateBounded<string>(
            new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });

        internal Subscription(ChangeFeed feed, string[] topics) => (_feed, _topics) = (feed, topics);

        /// <summary>The topics that the last wait was ended by; where very many pulses came at once, some may be missing.</summary>
        public IReadOnlySet<string> Pulsed { get; private set; } = new HashSet<string>();

        /// <summary>True as soon as something changed, false when <paramref name="atMost"/> passed in silence.</summary>
        public async Task<bool> WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
        {
            using var deadline = new CancellationTokenSource(atMost, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
            try
            {
                await _pulses.Reader.WaitToReadAsync(either.Token);
                var pulsed = new HashSet<string>();
                while (_pulses.Reader.TryRead(out var topic))
                {
                    // Several pulses are one reason to look.
                    pulsed.Add(topic);
                }

                Pulsed = pulsed;
                return true;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return false;
            }
        }

        public void Dispose() => Array.ForEach(_topics, topic => _feed.Forget(this, topic));

        internal void Pulse(string topic) => _pulses.Writer.TryWrite(topic);
    }
}
