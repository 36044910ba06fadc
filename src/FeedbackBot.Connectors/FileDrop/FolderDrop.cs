using System.Text;
using FeedbackBot.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.FileDrop;

/// <summary>Settings under FeedbackBot:FileDrop.</summary>
public sealed class FileDropOptions
{
    /// <summary>Where digests go that are wanted as files; default the folder digests in the data folder.</summary>
    public string Folder { get; set; } = Path.Combine("data", "digests");
}

/// <summary>Writes what is sent as a file into a folder, whole or not at all; a repeat replaces it.</summary>
public sealed class FolderDrop(IOptions<FileDropOptions> options) : ICourier
{
    public string Kind => OutboxItem.FileKind;

    public async Task DeliverAsync(Guid id, string destination, string payload, CancellationToken cancellation)
    {
        if (destination.Length == 0 || destination != Path.GetFileName(destination) || destination.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.')) || destination.StartsWith('.'))
        {
            throw new InvalidOperationException("This is no name of a file.");
        }

        var folder = Directory.CreateDirectory(options.Value.Folder).FullName;
        var partial = Path.Combine(folder, $"{destination}.{id:N}.partial");
        try
        {
            await File.WriteAllTextAsync(partial, payload, new UTF8Encoding(false), cancellation);
            File.Move(partial, Path.Combine(folder, destination), overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}

/// <summary>Files in a folder.</summary>
public static class FileDropSetup
{
    public static IServiceCollection AddFileDrop(this IServiceCollection services)
    {
        services.AddOptions<FileDropOptions>();
        return services.AddSingleton<ICourier, FolderDrop>();
    }
}
