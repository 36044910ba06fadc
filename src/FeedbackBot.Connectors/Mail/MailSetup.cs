using FeedbackBot.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.Mail;

/// <summary>Chooses the mailer by setting.</summary>
public static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>();
        services.AddSingleton<FileMailer>();
        services.AddSingleton<SmtpMailer>();
        services.AddSingleton<IMailer>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.Mode == MailMode.Smtp
            ? provider.GetRequiredService<SmtpMailer>()
            : provider.GetRequiredService<FileMailer>());
        return services;
    }
}
