using System.ComponentModel.DataAnnotations;
using System.Reflection;
using FeedbackBot.Accounts;
using FeedbackBot.Connectors.AzureLanguage;
using FeedbackBot.Connectors.FileDrop;
using FeedbackBot.Connectors.Mail;
using FeedbackBot.Connectors.Teams;
using FeedbackBot.Conversations;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Settings;

/// <summary>A setting that cannot be used; the message names where it stands, the key and what is allowed.</summary>
public sealed class WrongSetting(string message) : Exception(message);

/// <summary>Binds every section to its options, checked before anything else runs.</summary>
public static class SettingsSetup
{
    private const string Root = "FeedbackBot";

    /// <summary>Every section and the class its keys belong to: the whole of what can be set.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Sections = new Dictionary<string, Type>
    {
        [""] = typeof(FeedbackBotOptions),
        ["Storage"] = typeof(StorageOptions),
        ["Conversations"] = typeof(ConversationOptions),
        ["Understanding"] = typeof(UnderstandingOptions),
        ["AzureLanguage"] = typeof(AzureLanguageOptions),
        ["LanguageModel"] = typeof(LanguageModelOptions),
        ["Routing"] = typeof(RoutingOptions),
        ["Tickets"] = typeof(TicketOptions),
        ["Chats"] = typeof(ChatOptions),
        ["Ideas"] = typeof(IdeaOptions),
        ["Surveys"] = typeof(SurveyOptions),
        ["Accounts"] = typeof(AccountOptions),
        ["Satisfaction"] = typeof(SatisfactionOptions),
        ["Watch"] = typeof(WatchOptions),
        ["Themes"] = typeof(FeedbackBot.Satisfaction.Themes.ThemeOptions),
        ["Reports"] = typeof(StaffConsole.Reports.ReportOptions),
        ["Outbox"] = typeof(OutboxOptions),
        ["Webhooks"] = typeof(FeedbackBot.Webhooks.WebhookOptions),
        ["FileDrop"] = typeof(FileDropOptions),
        ["Mail"] = typeof(MailOptions),
        ["Teams"] = typeof(TeamsOptions),
        ["WebChat"] = typeof(WebChatOptions),
        ["RateLimits"] = typeof(RateLimitOptions),
        ["Admin"] = typeof(AdminOptions),
        ["Api"] = typeof(ApiOptions),
    };

    public static void AddSettings(this WebApplicationBuilder builder)
    {
        SettingsCheck.Run(builder.Configuration, Root, Sections);
        var bind = typeof(SettingsSetup).GetMethod(nameof(Bind), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var (section, type) in Sections)
        {
            var path = section.Length == 0 ? Root : $"{Root}:{section}";
            bind.MakeGenericMethod(type).Invoke(null, [builder.Services, builder.Configuration.GetSection(path)]);
        }

        builder.Services.AddSingleton<DataFolder>();
        builder.Services.AddSingleton<IPostConfigureOptions<StorageOptions>, SqliteFileByDefault>();
        builder.Services.AddSingleton<IPostConfigureOptions<ConversationOptions>, DialogsBesideProgram>();
        builder.Services.AddSingleton<IPostConfigureOptions<LanguageModelOptions>, PromptsBesideProgram>();
        builder.Services.AddSingleton<IPostConfigureOptions<MailOptions>, MailInDataFolder>();
        builder.Services.AddSingleton<IPostConfigureOptions<FileDropOptions>, FilesInDataFolder>();
        builder.Services.AddSingleton<IPostConfigureOptions<SatisfactionOptions>, LinksToPublicUrl>();
        builder.Services.AddSingleton<IPostConfigureOptions<ConversationOptions>, LinksToPublicUrl>();
    }

    /// <summary>One section's settings before there are services, for those that decide which services there are.</summary>
    public static T SettingsOf<T>(this WebApplicationBuilder builder) where T : class, new() =>
        builder.Configuration.GetSection($"{Root}:{Sections.First(s => s.Value == typeof(T)).Key}").Get<T>() ?? new();

    private static void Bind<T>(IServiceCollection services, IConfigurationSection section) where T : class =>
        services.AddOptions<T>().Bind(section);

    /// <summary>Without a connection string, SQLite's file lies in the data folder.</summary>
    private sealed class SqliteFileByDefault(DataFolder data) : IPostConfigureOptions<StorageOptions>
    {
        public void PostConfigure(string? name, StorageOptions options)
        {
            if (options.Provider == StorageProvider.Sqlite)
            {
                options.ConnectionString ??= StorageSetup.SqliteFile(data.Database);
            }
        }
    }

    /// <summary>Files of outgoing mail lie in the data folder.</summary>
    private sealed class FilesInDataFolder(DataFolder data) : IPostConfigureOptions<FileDropOptions>
    {
        public void PostConfigure(string? name, FileDropOptions options) =>
            options.Folder = options.Folder == new FileDropOptions().Folder ? data.Folder("digests") : Path.GetFullPath(options.Folder, data.Root);
    }

    private sealed class MailInDataFolder(DataFolder data) : IPostConfigureOptions<MailOptions>
    {
        public void PostConfigure(string? name, MailOptions options) =>
            options.Folder = options.Folder == new MailOptions().Folder ? data.Folder("outbox") : Path.GetFullPath(options.Folder, data.Root);
    }

    /// <summary>Links in digests and to customers lead to the public address, where one is set.</summary>
    private sealed class LinksToPublicUrl(IOptions<FeedbackBotOptions> site) : IPostConfigureOptions<SatisfactionOptions>, IPostConfigureOptions<ConversationOptions>
    {
        public void PostConfigure(string? name, SatisfactionOptions options) => options.BaseUrl = site.Value.PublicUrl ?? options.BaseUrl;

        public void PostConfigure(string? name, ConversationOptions options) => options.BaseUrl = site.Value.PublicUrl ?? options.BaseUrl;
    }

    /// <summary>A relative dialogs folder lies beside the program; in development it is the checkout's own, which the author edits.</summary>
    private sealed class DialogsBesideProgram(IHostEnvironment environment) : IPostConfigureOptions<ConversationOptions>
    {
        public void PostConfigure(string? name, ConversationOptions options) => options.DialogsFolder = Path.GetFullPath(
            options.DialogsFolder, environment.IsDevelopment() && DataFolder.RepositoryRoot() is { } checkout ? checkout : AppContext.BaseDirectory);
    }

    /// <summary>A relative prompts folder lies beside the program.</summary>
    private sealed class PromptsBesideProgram : IPostConfigureOptions<LanguageModelOptions>
    {
        public void PostConfigure(string? name, LanguageModelOptions options) =>
            options.PromptsFolder = Path.GetFullPath(options.PromptsFolder, AppContext.BaseDirectory);
    }
}
