using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Conversations;

/// <summary>Settings under FeedbackBot:Conversations.</summary>
public sealed class ConversationOptions
{
    /// <summary>The folder with the flow files, relative to the program's folder.</summary>
    [Required]
    public string DialogsFolder { get; set; } = "dialogs";

    /// <summary>The longest message that is understood, in UTF-16 units; longer ones are kept whole, and read up to here.</summary>
    [Range(200, 100_000)]
    public int MostRead { get; set; } = 8000;

    /// <summary>A silence after which the customer gets a one-line reminder of where things stand. Default one hour.</summary>
    public TimeSpan PauseBeforeRecap { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Where the links in e-mails to customers lead: the address at which they open the chat. Default http://localhost:5080.</summary>
    [Url]
    public string BaseUrl { get; set; } = "http://localhost:5080";

    /// <summary>The whole address of a page.</summary>
    /// <param name="path">With its leading slash.</param>
    public string LinkTo(string path) => BaseUrl.TrimEnd('/') + path;
}

/// <summary>The flow files in use: as loaded at start, or as last read again without a fault.</summary>
public sealed class FlowLibrary(IOptions<ConversationOptions> options, ILogger<FlowLibrary> log)
{
    private readonly Lazy<FlowBook> _first = new(() => FlowBook.Load(options.Value.DialogsFolder));
    private volatile FlowBook? _again;

    /// <summary>Throws, with file, line and column, where a file is not as it must be.</summary>
    public FlowBook Book => _again ?? _first.Value;

    /// <summary>Takes up edited files from the next turn on; broken ones are told with every fault and change nothing.</summary>
    public void ReadAgain()
    {
        try
        {
            if (FlowBook.TryLoad(options.Value.DialogsFolder, out var errors) is { } book)
            {
                _again = book;
                log.LogInformation("Dialogs were read again: {Flows}", string.Join(", ", book.FlowNames));
            }
            foreach (var error in errors)
                log.LogError("{File}:{Line}:{Column}: {Fault}; the dialogs stay as they were", error.File, error.Line, error.Column, error.Message);
        }
        catch (IOException beingWritten)
        {
            log.LogWarning(beingWritten, "The dialogs cannot be read just now and stay as they were");
        }
    }
}
