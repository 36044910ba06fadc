using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FeedbackBot.Tests;

/// <summary>The real program in a process of its own, with a data folder of its own; it can be killed as a power cut would and started again where it stood.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>A key with all scopes.</summary>
    public const string ApiKey = "test-key-0123456789-abcdefghijkl";

    private const int MostLines = 400;
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);
    private readonly Dictionary<string, string> _settings;
    private readonly string[] _command;
    private readonly ConcurrentQueue<string> _said = new();
    private Process? _process;

    private ServerProcess(string[] command, Dictionary<string, string> settings, int port)
    {
        (_command, _settings) = (command, settings);
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Address { get; }

    /// <summary>Holds the database, keys and attachments; the same one after a restart.</summary>
    public string DataFolder { get; } = Directory.CreateTempSubdirectory("feedbackbot-server-").FullName;

    public string DatabaseFile => Path.Combine(DataFolder, "feedbackbot.db");

    /// <summary>The last lines that the program wrote, for a failing test's message.</summary>
    public string Output => string.Join(Environment.NewLine, _said);

    /// <param name="settings">Settings as "Section:Key" under FeedbackBot, beside or instead of those for tests.</param>
    public static Task<ServerProcess> StartAsync(params (string Key, string Value)[] settings) => StartAsync([], settings);

    /// <param name="command">The command and its options; none serves.</param>
    /// <inheritdoc cref="StartAsync((string, string)[])" path="/param"/>
    public static async Task<ServerProcess> StartAsync(string[] command, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Api:BootstrapKey"] = ApiKey,
            ["Admin:Email"] = "admin@example.com",
            ["Admin:Password"] = "Test-passw0rd-1",
            ["RateLimits:Enabled"] = "false",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var server = new ServerProcess(command, all, FreePort());
        try
        {
            await server.StartAgainAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    public HttpClient Client() => new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = Address };

    /// <summary>kill -9: no farewell, no flush, no closing of sockets by the program.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Starts the program on the same port and data folder as before.</summary>
    public async Task StartAgainAsync()
    {
        var process = new Process { StartInfo = Command() };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        await WaitUntilItAnswersAsync(process);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(DataFolder, recursive: true);
    }

    private ProcessStartInfo Command()
    {
        var command = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "FeedbackBot.Host.dll"), "--urls", Address.ToString().TrimEnd('/') },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = DataFolder,
        };
        for (var i = 0; i < _command.Length; i++)
        {
            command.ArgumentList.Insert(1 + i, _command[i]);
        }

        foreach (DictionaryEntry inherited in Environment.GetEnvironmentVariables())
        {
            var name = (string)inherited.Key;
            if (name.StartsWith("FeedbackBot__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal))
            {
                command.Environment.Remove(name);
            }
        }

        command.Environment["FeedbackBot__DataFolder"] = DataFolder;
        command.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in _settings)
        {
            command.Environment["FeedbackBot__" + key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return command;
    }

    private void Keep(string? line)
    {
        if (line == null)
        {
            return;
        }

        _said.Enqueue(line);
        if (_said.Count > MostLines)
        {
            _said.TryDequeue(out _);
        }
    }

    private async Task WaitUntilItAnswersAsync(Process process)
    {
        using var http = Client();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestStart && !process.HasExited; await Task.Delay(50))
        {
            try
            {
                using var answer = await http.GetAsync("/health/live");
                return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        if (process.HasExited)
        {
            // What it said last may still be on its way.
            await process.WaitForExitAsync();
        }

        throw new InvalidOperationException($"The program did not start on {Address}:{Environment.NewLine}{Output}");
    }

    /// <summary>A port outside the range from which systems give outgoing connections theirs, so that it is still free after a restart.</summary>
    private static int FreePort()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it; another one will do.
            }
        }

        throw new InvalidOperationException("No port is free.");
    }
}
