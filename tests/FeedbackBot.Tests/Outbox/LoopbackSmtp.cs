using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FeedbackBot.Tests.Outbox;

/// <summary>How the mail server of a test behaves.</summary>
internal enum SmtpMood { Accepts, RefusesRecipient, Hangs }

/// <summary>A mail server on this machine that speaks as much SMTP (RFC 5321) as a client needs, and keeps what it was sent.</summary>
internal sealed class LoopbackSmtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SmtpMood _mood;
    private readonly Task _serving;

    public LoopbackSmtp(SmtpMood mood)
    {
        _mood = mood;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public List<string> Recipients { get; } = [];

    public List<string> Messages { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over, or the client hung up.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        if (_mood == SmtpMood.Hangs)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        await SayAsync(stream, "220 test.example ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            await SayAsync(stream, await AnswerAsync(verb, line, stream, reader));
            if (verb == "QUIT")
            {
                return;
            }
        }
    }

    private async Task<string> AnswerAsync(string verb, string line, NetworkStream stream, StreamReader reader)
    {
        switch (verb)
        {
            case "EHLO" or "HELO":
                return "250 test.example";
            case "RCPT" when _mood == SmtpMood.RefusesRecipient:
                return "550 5.1.1 no such mailbox";
            case "RCPT":
                Recipients.Add(line[(line.IndexOf('<') + 1)..line.IndexOf('>')]);
                return "250 ok";
            case "DATA":
                await SayAsync(stream, "354 go ahead");
                Messages.Add(await MessageAsync(reader));
                return "250 taken";
            case "QUIT":
                return "221 bye";
            default:
                return "250 ok";
        }
    }

    private async Task<string> MessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return message.ToString();
    }

    private async Task SayAsync(NetworkStream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _stop.Token);
}
