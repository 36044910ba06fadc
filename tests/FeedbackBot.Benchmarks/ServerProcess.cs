using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FeedbackBot.Benchmarks;

/// <summary>The real program in a process of its own, on a free port and a fresh data folder; stopped by its id.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    public const string ApiKey = "benchmark-key-0123456789-abcdef";
    private readonly Process _process;
    private readonly string? _data;

    private ServerProcess(Process process, Uri address, string? data) => (_process, Address, _data) = (process, address, data);

    public Uri Address { get; }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    public static Task<ServerProcess> StartAsync(params string[] command)
    {
        var data = Directory.CreateTempSubdirectory("feedbackbot-bench").FullName;
        return StartAsync(data, data, command);
    }

    /// <summary>On a data folder that stays when the server is stopped.</summary>
    public static Task<ServerProcess> StartOnAsync(string data, params string[] command) => StartAsync(data, null, command);

    /// <summary>Runs a command on a data folder to its end.</summary>
    public static async Task RunAsync(string data, params string[] command)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "FeedbackBot.Host.dll") },
            RedirectStandardOutput = true,
            WorkingDirectory = data,
            Environment = { ["FeedbackBot__DataFolder"] = data, ["Logging__LogLevel__Default"] = "Warning" },
        };
        foreach (var argument in command)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}. {said}");
        }
    }

    private static async Task<ServerProcess> StartAsync(string data, string? toDelete, params string[] command)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "FeedbackBot.Host.dll") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data,
            Environment =
            {
                ["FeedbackBot__DataFolder"] = data,
                ["FeedbackBot__Api__BootstrapKey"] = ApiKey,
                ["FeedbackBot__RateLimits__Enabled"] = "false",
                ["FeedbackBot__Admin__Email"] = "admin@example.com",
                ["FeedbackBot__Admin__Password"] = "benchmark-Passw0rd",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        foreach (var argument in command.Append("--urls").Append($"http://127.0.0.1:{port}"))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, new Uri($"http://127.0.0.1:{port}"), toDelete);
        await server.WaitAsync();
        return server;
    }

    public HttpClient Client() => new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_data != null)
        {
            Directory.Delete(_data, recursive: true);
        }
    }

    private async Task WaitAsync()
    {
        using var http = Client();
        for (var attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync("/health/live");
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                await Task.Delay(100);
            }
        }

        throw new InvalidOperationException("The server did not start.");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
