using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Conversations;

/// <summary>What carries a survey's link: the e-mails of the question after a resolution, of a reminder of it, of a check-in and of a campaign, each with the offer never to be asked again; and the line in a chat.</summary>
public sealed class SurveyLetter(FlowLibrary flows, IOptions<ConversationOptions> site)
{
    internal Email Ask(Invitation invitation, SurveyVersion? made, Ticket ticket, Contact contact, string email) =>
        Write(made == null ? "survey" : "survey.made", invitation, invitation.NewToken(), ticket, contact, email, made);

    internal Email CheckIn(Invitation invitation, Contact contact, string email) =>
        Write("check_in", invitation, invitation.NewToken(), null, contact, email);

    internal Email Campaign(Invitation invitation, SurveyVersion? made, Contact contact, string email) =>
        Write(made == null ? "campaign" : "campaign.made", invitation, invitation.NewToken(), null, contact, email, made);

    internal Email Remind(Invitation invitation, SurveyVersion? made, Ticket? ticket, Contact contact, string email, DateTime now) =>
        Write("survey.reminder", invitation, invitation.Remind(now), ticket, contact, email, made);

    /// <summary>Told in the chat of the case: where the page of a made survey is, which can be gone on with here and there.</summary>
    internal static Draft InChat(Invitation invitation, SurveyVersion made, Contact contact, string language)
    {
        var page = $"/survey/{invitation.NewToken()}?lang={Languages.Interface(language)}";
        var text = Texts.Get(
            language, made.IsAnonymous ? "survey.chat.anonymous" : "survey.chat.begins",
            ("ticket", TicketNumber.Format(invitation.TicketNumber!.Value)), ("page", page), ("until", LocalTime.Say(invitation.ExpiresAt, contact.TimeZone ?? "UTC", language)));
        return new(Speaker.Bot, text) { Language = Languages.Interface(language), Flow = MadeSurveyFlow.NameOf(invitation.Id) };
    }

    private Email Write(string text, Invitation invitation, string token, Ticket? ticket, Contact contact, string email, SurveyVersion? made = null)
    {
        var language = Languages.Interface(ticket == null || ticket.Language == "und" ? contact.Language ?? "" : ticket.Language);
        var link = site.Value.LinkTo($"/survey/{token}?lang={language}");
        var stop = site.Value.LinkTo($"/survey/{token}/stop?lang={language}");
        var question = made?.Rating.Text.In(language) ?? SurveyQuestion.Of(flows.Book, invitation.Metric, language, isAboutCase: ticket != null).Text;
        var until = LocalTime.Say(invitation.ExpiresAt, contact.TimeZone ?? "UTC", language);
        var subject = Texts.Get(language, ticket == null && text == "survey.reminder" ? "survey.reminder.subject.alone" : text + ".subject", ("ticket", ticket?.Id ?? ""));
        var body = Texts.Get(language, text + ".text", ("question", question), ("link", link), ("until", until), ("stop", stop));
        return LinkLetter.Write(language, email, contact.Name, subject, body, link, stop);
    }
}
