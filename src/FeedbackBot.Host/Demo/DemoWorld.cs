using System.Data.Common;
using FeedbackBot.Connectors.Mail;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Api;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Demo;

/// <summary>The product's own use cases on the host's database, under a clock that the sample story sets.</summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public DemoWorld(IServiceProvider host, DateTime start)
    {
        Clock = new ScriptedClock(start);
        var services = new ServiceCollection();
        services.AddSingleton(host.GetRequiredService<ILoggerFactory>());
        services.AddLogging();
        services.AddFeedbackBot();
        services.AddMail();
        services.AddSingleton<FileTicket>();
        Same<StorageOptions>(services, host);
        Same<ConversationOptions>(services, host);
        Same<TicketOptions>(services, host);
        Same<SurveyOptions>(services, host);
        Same<SatisfactionOptions>(services, host);
        Same<OutboxOptions>(services, host);
        Same<MailOptions>(services, host);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(FastContexts(host.GetRequiredService<IOptions<StorageOptions>>().Value));
        _services = services.BuildServiceProvider();
    }

    public ScriptedClock Clock { get; }

    public UnitOfWork Unit => Get<UnitOfWork>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static void Same<T>(ServiceCollection services, IServiceProvider host) where T : class =>
        services.AddSingleton(host.GetRequiredService<IOptions<T>>());

    private static IDbContextFactory<FeedbackDb> FastContexts(StorageOptions storage)
    {
        var builder = new DbContextOptionsBuilder<FeedbackDb>();
        StorageSetup.Use(builder, storage);
        return new PooledDbContextFactory<FeedbackDb>(builder.AddInterceptors(new NoWaitForDisk()).Options);
    }

    /// <summary>Thousands of commits need not each wait for the disk: a fill that is cut off is begun again from nothing.</summary>
    private sealed class NoWaitForDisk : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Relax(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Relax(connection);
            return Task.CompletedTask;
        }

        private static void Relax(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous=OFF";
            command.ExecuteNonQuery();
        }
    }
}
