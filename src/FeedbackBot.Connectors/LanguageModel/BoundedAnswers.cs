namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>Keeps a server from filling the memory with an answer that never ends, and from getting an empty key as a key.</summary>
internal sealed class BoundedAnswers(bool hasKey) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    /// <summary>In bytes; the longest honest answer of the prompts is a few kilobytes.</summary>
    public const int Longest = 512 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!hasKey) request.Headers.Authorization = null;
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(Longest, cancellationToken);
        return answer;
    }
}
