using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Settings;

/// <summary>Settings directly under FeedbackBot.</summary>
public sealed class FeedbackBotOptions
{
    /// <summary>Holds the database, attachments, keys and outgoing files. A relative path counts from the repository under dotnet run, else from the working folder.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The address under which customers and staff reach this server, for links in e-mail. Default http://localhost:5080.</summary>
    public string? PublicUrl { get; set; }
}

/// <summary>Where this installation keeps its files.</summary>
public sealed class DataFolder
{
    private readonly string _path;

    public DataFolder(IOptions<FeedbackBotOptions> options) : this(options.Value.DataFolder)
    {
    }

    public DataFolder(string configured) => _path = Path.GetFullPath(configured, RepositoryRoot() ?? Directory.GetCurrentDirectory());

    /// <summary>The folder, made when it is first used.</summary>
    public string Root => Made(_path);

    public string Database => Path.Combine(_path, "feedbackbot.db");

    public string Folder(string name)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(path);
        return path;
    }

    private static string Made(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            // What customers wrote lies here. A folder that an operator made before keeps the rights it was given.
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    /// <summary>The checkout this program was built in, when it runs from its own build folder.</summary>
    internal static string? RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FeedbackBot.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
