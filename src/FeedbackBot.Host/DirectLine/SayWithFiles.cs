using FeedbackBot.Conversations;
using FeedbackBot.Host.Settings;
using FeedbackBot.Messages;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.DirectLine;

/// <summary>The files of one message while it is received: each within the limits.</summary>
public sealed class FilesOfMessage(Func<string, Stream, Task<MessageAttachment>> keep, int most)
{
    private readonly List<MessageAttachment> _kept = [];

    public IReadOnlyList<MessageAttachment> Kept => _kept;

    public async Task AddAsync(string? name, Stream body) =>
        _kept.Add(_kept.Count < most ? await keep(FileNames.Clean(name), body) : throw new FileRefused(FileFault.TooMany));
}

/// <summary>Takes a message with its files: they stay if the message does, and are gone again where it was refused, failed or had been heard before.</summary>
public sealed class SayWithFiles(KeepAttachment keep, TakeTurn take, RateLimits limits, IOptions<WebChatOptions> options)
{
    /// <param name="receive">Adds the files as they come and gives the message they belong to.</param>
    public async Task<TurnRecord> RunAsync(HttpContext http, string conversationKey, Func<FilesOfMessage, Task<InboundMessage>> receive)
    {
        var files = new FilesOfMessage((name, body) => KeepAsync(http, conversationKey, name, body), options.Value.MostFiles);
        var isSaid = false;
        try
        {
            var said = await receive(files);

            // Whoever hangs up now has sent everything: a turn cut off between its commit and its answer would lose its files.
            var turn = await take.RunAsync(said with { Attachments = files.Kept }, files.Kept.Count == 0 ? http.RequestAborted : CancellationToken.None);
            isSaid = !turn.Repeated;
            return turn;
        }
        finally
        {
            if (!isSaid)
            {
                await keep.ForgetAsync(files.Kept);
            }
        }
    }

    private async Task<MessageAttachment> KeepAsync(HttpContext http, string conversationKey, string name, Stream body)
    {
        if (FileNames.Runs(name))
        {
            throw new FileRefused(FileFault.Runs, name);
        }

        return await keep.RunAsync(conversationKey, name, body, size =>
        {
            if (!limits.MayUpload(http, size))
            {
                throw new FileRefused(FileFault.TooMuchAnHour, name);
            }
        }, http.RequestAborted);
    }
}
